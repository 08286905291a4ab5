"""What creating and deleting a Glue object does to its permissions.

New: everybody's through IAM, unless the account's (or a table's database's) default permissions were emptied (Lake
Formation developer guide, change-settings), and the creator's own (implicit-permissions).

Deleted: its grants go with it. hashicorp/terraform-provider-aws#48534 lost them by replacing a table,
dbt-labs/dbt-adapters#436 by dropping and recreating one. So an empty ListPermissions after a stack was deleted does
not tell whether its grants were revoked or its tables just went first. That is what GET /_lost_grants is for: the
grants, other than defaults, that were on an object when it was deleted. DELETE empties the list.
"""

import json
from collections.abc import Callable
from typing import Any

import ministack.app as app
from ministack.services import glue

import faults
import lake_formation as lf
from lake_formation import IAP, Json
from requester import requester


def _table(database: str, name: str) -> Json:
    return {"Table": {"DatabaseName": database, "Name": name}}


def _database(name: str) -> Json:
    return {"Database": {"Name": name}}


def appeared(resource: Json, owner: str | None, left_to_iam: bool) -> None:
    if left_to_iam:
        lf.store.grants[IAP, lf.key_of(resource)] = {
            "Principal": {"DataLakePrincipalIdentifier": IAP},
            "Resource": lf.with_catalog(resource),
            "Permissions": ["ALL"],
            "PermissionsWithGrantOption": [],
        }
    adopt(resource, owner)


def adopt(resource: Json, owner: str | None) -> None:
    """The root owns nothing: it may do everything anyhow. For what another one makes on somebody's behalf."""
    table, database = lf.table_of(resource), resource.get("Database") or {}
    key = f"{table[0]}/{table[1]}" if table else database["Name"]
    if owner:
        lf.store.owners[key] = owner


def _disappeared(database: str, table: str | None) -> None:
    """A database takes what is on its tables with it."""
    lf.store.owners.pop(f"{database}/{table}" if table else database, None)
    grants = lf.store.grants
    for entry in grants.on_object(_table(database, table)) if table else grants.in_database(database):
        who = lf.principal_of(entry)
        del grants[who, lf.key_of(entry["Resource"])]
        if who != IAP:
            lf.store.lost.append(entry)


def _after(answer: Any, act: Callable[[], Any]) -> Any:
    if answer[0] < 300:
        act()
    return answer


def _defaults_of(database: str) -> list[Json] | None:
    """The database's own default permissions for new tables, which come before the account's."""
    return (glue._databases.get(database) or {}).get("CreateTableDefaultPermissions")


def _wrap_creation() -> None:
    create_database, create_table, update_database = glue._create_database, glue._create_table, glue._update_database

    def keep_defaults(name: str, given: Json) -> None:
        if "CreateTableDefaultPermissions" in given and name in glue._databases:  # the emulator drops them
            glue._databases[name]["CreateTableDefaultPermissions"] = given["CreateTableDefaultPermissions"]

    def new_database(data: Json) -> Any:
        given = data.get("DatabaseInput") or {}

        def act() -> None:
            keep_defaults(given["Name"], given)
            open_to_iam = lf.store.settings.get("CreateDatabaseDefaultPermissions") != []
            appeared(_database(given["Name"]), requester(), open_to_iam)

        return _after(create_database(data), act)

    def changed_database(data: Json) -> Any:
        return _after(update_database(data), lambda: keep_defaults(data["Name"], data.get("DatabaseInput") or {}))

    def new_table(data: Json) -> Any:
        database = data.get("DatabaseName") or ""
        own = _defaults_of(database)
        defaults = lf.store.settings.get("CreateTableDefaultPermissions") if own is None else own
        resource = _table(database, (data.get("TableInput") or {}).get("Name") or "")
        return _after(create_table(data), lambda: appeared(resource, requester(), defaults != []))

    glue._create_database, glue._create_table = new_database, new_table
    glue._update_database = changed_database


def _wrap_deletion() -> None:
    delete_database, delete_table, delete_tables = glue._delete_database, glue._delete_table, glue._batch_delete_table

    def gone_table(data: Json) -> Any:
        return _after(delete_table(data), lambda: _disappeared(data["DatabaseName"], data["Name"]))

    def gone_tables(data: Json) -> Any:
        answer = delete_tables(data)
        for name in data.get("TablesToDelete") or []:
            _disappeared(data["DatabaseName"], name)
        return answer

    def gone_database(data: Json) -> Any:
        tables = [key for key in lf.store.owners if key.startswith(f"{data.get('Name')}/")]
        answer = _after(delete_database(data), lambda: _disappeared(data["Name"], None))
        if answer[0] < 300:
            for key in tables:
                lf.store.owners.pop(key, None)
        return answer

    glue._delete_database, glue._delete_table, glue._batch_delete_table = gone_database, gone_table, gone_tables


def _wrap_application() -> None:
    inner = app.app

    async def asgi(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/_lost_grants":
            return await inner(scope, receive, send)
        found = json.loads(json.dumps(lf.store.lost))
        if scope["method"] == "DELETE":
            lf.store.lost.clear()
        await faults.reply(send, 200, found)

    app.app = asgi


def install() -> None:
    _wrap_creation()
    _wrap_deletion()
    _wrap_application()
