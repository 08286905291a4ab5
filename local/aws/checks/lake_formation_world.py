"""What the checks of Lake Formation play on: one database of their own, its tables, roles and requests."""

import functools
import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from harness import attempt, check, refused
from roles import role, role_arn, root, session
from world import STRING, table, view

Json = dict[str, Any]
DATABASE = "lf_rules"
lake, glue = root.client("lakeformation"), root.client("glue")
EVERYBODY = "IAM_ALLOWED_PRINCIPALS"


def on_database(name: str = DATABASE) -> Json:
    return {"Database": {"Name": name}}


def on_table(name: str = "cases") -> Json:
    return {"Table": {"DatabaseName": DATABASE, "Name": name}}


def on_all_tables() -> Json:
    return {"Table": {"DatabaseName": DATABASE, "TableWildcard": {}}}


def on_columns(*names: str, of: str = "cases") -> Json:
    return {"TableWithColumns": {"DatabaseName": DATABASE, "Name": of, "ColumnNames": list(names)}}


def but_columns(*names: str, of: str = "cases") -> Json:
    wildcard = {"ExcludedColumnNames": list(names)} if names else {}
    return {"TableWithColumns": {"DatabaseName": DATABASE, "Name": of, "ColumnWildcard": wildcard}}


def request(who: str, resource: Json, *permissions: str, option: bool = False) -> Json:
    return {
        "Principal": {"DataLakePrincipalIdentifier": who if ":" in who or who.isupper() else role_arn(who)},
        "Resource": resource,
        "Permissions": list(permissions),
        "PermissionsWithGrantOption": list(permissions) if option else [],
    }


def granted(label: str, wanted: Json, by: Any = lake) -> None:
    code, text = attempt(by.grant_permissions, **wanted)
    check(label, code == "OK", (code, text))


def not_granted(label: str, wanted: Json, *parts: str, by: Any = lake, code: str = "InvalidInputException") -> None:
    seen, text = attempt(by.grant_permissions, **wanted)
    check(label, seen == code and all(part in str(text) for part in parts), (seen, text))


def held(who: str, **more: Any) -> list[Json]:
    """The listing's entries of a role, by the root."""
    found = lake.list_permissions(Principal={"DataLakePrincipalIdentifier": role_arn(who)}, **more)
    return found["PrincipalResourcePermissions"]


def revoke_all(*roles: str) -> None:
    for who in roles:
        for entry in held(who):
            lake.revoke_permissions(
                Principal=entry["Principal"], Resource=entry["Resource"], Permissions=entry["Permissions"]
            )


def control(method: str, path: str, body: Json | None = None) -> Any:
    data = json.dumps(body).encode() if body else None
    asked = urllib.request.Request(lake.meta.endpoint_url + path, data=data, method=method)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.loads(answer.read())


@contextmanager
def fault(**rule: Any) -> Iterator[None]:
    control("POST", "/_fault", rule)
    try:
        yield
    finally:
        control("DELETE", "/_fault")


def client(name: str) -> Any:
    return session(name).client("lakeformation")


UNAUTHORIZED = ("EntityNotFoundException", "Resource does not exist or requester is not authorized")


def not_allowed(label: str, by: Any, wanted: Any, call: str = "grant_permissions") -> None:
    refused(label, getattr(by, call), UNAUTHORIZED[1], code=UNAUTHORIZED[0], **wanted)


def settings(**changes: Any) -> None:
    lake.put_data_lake_settings(DataLakeSettings=changes)


def named_roles(*roles: str) -> list[Any]:
    return [{"DataLakePrincipalIdentifier": role_arn(r)} for r in roles]


_GRANTS = ["lakeformation:*Grant*", "lakeformation:*Revoke*", "lakeformation:List*", "glue:*"]


@functools.cache
def build() -> None:
    """Once, for whichever of the checks comes first."""
    for name in ("lf-keeper", "lf-owner", "lf-reader", "lf-watcher", "lf-stranger"):
        role(name, [{"Effect": "Allow", "Action": _GRANTS, "Resource": "*"}])
    glue.create_database(DatabaseInput={"Name": DATABASE})
    for name in ("cases", "other"):
        table(DATABASE, name, {"id": "int", "name": STRING, "secret": STRING}, f"s3://kit-lake/{name}/")
    view(DATABASE, "shown", f"SELECT id, name FROM {DATABASE}.cases", ["id", "name"])
    glue.create_table(
        DatabaseName=DATABASE,
        TableInput={
            "Name": "parted",
            "TableType": "EXTERNAL_TABLE",
            "PartitionKeys": [{"Name": "day", "Type": STRING}],
            "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "int"}], "Location": "s3://kit-lake/parted/"},
        },
    )


def pause(seconds: float) -> None:
    time.sleep(seconds)
