"""Queries the deployed examples/governed-lake as its roles: python roles_of_governed_lake.py STACK READS_BUCKET"""

import sys
from typing import Any

import queries
from account import chapter, denied, expect, finish, step, table
from deployment import Deployment


def query(lake: Deployment, role: str, sql: str) -> list[Any]:
    columns, rows = queries.run(lake.session(role), lake.workgroup(role), sql)
    table(columns, rows, 3)
    return rows


if __name__ == "__main__":
    deployed, bucket = Deployment(sys.argv[1]), sys.argv[2]
    manifests = f'"{deployed.database}"."{bucket}_manifests"'
    chapter("The views as their roles")
    with step("analyst: files that are in both buckets"):
        rows = query(deployed, "analyst", f"SELECT * FROM {deployed.database}.shared_files")
        expect(len(rows) > 0, "both buckets hold equal files")
    with step("agent: a view that reads no more columns than it was granted"):
        rows = query(deployed, "agent", f"SELECT * FROM {deployed.database}.file_sizes ORDER BY size DESC")
        expect(len(rows) > 0, "packages have files")
    with denied("agent: a view it was not given", "is not authorized to perform: glue:GetTable"):
        query(deployed, "agent", f"SELECT * FROM {deployed.database}.shared_files")
    with denied("agent: a column it was not granted", "Column 'meta' cannot be resolved"):
        query(deployed, "agent", f"SELECT logical_key, meta FROM {manifests}")
    finish()
