"""Queries of views as every role, through the Athena API: allowed and denied as `quilt-athena explain` says.

python view_queries.py STACK EXPECTATIONS_FILE

The file holds [{"role", "view", "allowed", "denial"}]: `denial` is a part of the refusal.
"""

import json
import pathlib
import sys

import queries
from account import denied, expect, finish, step
from deployment import Deployment


def query(lake: Deployment, role: str, sql: str) -> int:
    _, rows = queries.run(lake.session(role), lake.workgroup(role), sql)
    return len(rows)


if __name__ == "__main__":
    deployed = Deployment(sys.argv[1])
    for each in json.loads(pathlib.Path(sys.argv[2]).read_text()):
        sql = each.get("sql") or f'SELECT * FROM "{deployed.database}"."{each["view"]}"'
        label = f"{each['role']}: {sql}"
        if each["allowed"]:
            with step(label):
                expect(query(deployed, each["role"], sql) > 0, "no rows")
        else:
            with denied(label, each["denial"]):
                query(deployed, each["role"], sql)
    finish("checks")
