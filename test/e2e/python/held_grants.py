"""Grants in Lake Formation, read back and compared with those of `quilt-athena plan --json`.

python held_grants.py STACK PLAN_FILE       the roles of the stack hold exactly the grants of the plan
python held_grants.py --left DATABASE NAME...    what is left on a database belongs to roles of these names alone
"""

import json
import pathlib
import sys
from typing import Any

from account import expect, finish, step
from deployment import Deployment, root

Right = tuple[str, str, str, str, str]
"""(principal, database, table, columns, permission), with an empty text for what there is none of."""


def entries() -> list[dict[str, Any]]:
    found, token = [], {}
    while True:
        page = root.client("lakeformation").list_permissions(MaxResults=1000, **token)
        found += page["PrincipalResourcePermissions"]
        if "NextToken" not in page:
            return found
        token = {"NextToken": page["NextToken"]}


def rights(entry: dict[str, Any]) -> set[Right]:
    """`ALL` is listed with everything it stands for."""
    resource, who = entry["Resource"], entry["Principal"]["DataLakePrincipalIdentifier"]
    body = resource.get("Table") or resource.get("TableWithColumns") or {}
    database = body.get("DatabaseName") or resource.get("Database", {}).get("Name", "")
    columns = ",".join(sorted(body.get("ColumnNames", [])))
    permissions = ["ALL"] if "ALL" in entry["Permissions"] else entry["Permissions"]
    return {(who, database, body.get("Name", ""), columns, permission) for permission in permissions}


def planned(grant: dict[str, Any], arns: dict[str, str]) -> set[Right]:
    columns = ",".join(sorted(grant.get("columns", [])))
    where = (arns[grant["principal"]], grant["database"], grant.get("table", ""), columns)
    return {(*where, privilege) for privilege in grant["privileges"]}


def without_implied(found: set[Right]) -> set[Right]:
    """SELECT on a table under ALL of it is listed by itself as well."""
    return {right for right in found if right[4] == "ALL" or (*right[:4], "ALL") not in found}


def compare(stack: str, plan: dict[str, Any]) -> None:
    deployment = Deployment(stack)
    arns = {role["name"]: deployment.role_arn(role["name"]) for role in plan["roles"]}
    wanted = set().union(*(planned(grant, arns) for grant in plan["grants"]))
    with step(f"boto3 reads back the {len(plan['grants'])} grants of the plan, and no more"):
        every = set().union(*(rights(entry) for entry in entries()))
        found = without_implied({right for right in every if right[0] in arns.values()})
        expect(found == wanted, f"more: {sorted(found - wanted)}; fewer: {sorted(wanted - found)}")


def left(database: str, names: list[str]) -> None:
    with step(f"what is left on {database} are grants of {' and '.join(names)}"):
        found = set().union(*(rights(entry) for entry in entries()))
        holders = {right[0].split("/")[-1] for right in found if right[1] == database}
        expect(holders == set(names), f"found {sorted(holders)}")


if __name__ == "__main__":
    if sys.argv[1] == "--left":
        left(sys.argv[2], sys.argv[3:])
    else:
        compare(sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text()))
    finish("checks")
