"""The production failure: a Quilt stack's own role, policies and workgroup, and nothing else.

python quilt_without_us.py STACK BUCKET
"""

import sys

import queries
from account import chapter, denied, expect, finish, step
from quilt_stack import QuiltStack

if __name__ == "__main__":
    quilt, bucket = QuiltStack(sys.argv[1]), sys.argv[2]
    role, workgroup = quilt.role("T4BucketWriteRole"), quilt.ids["UserAthenaNonManagedRoleWorkgroup"]
    chapter(f"ReadWriteQuiltV2-{quilt.name} with Quilt's own policies")
    with step("the view answers where the client names the database"):
        sql = f'SELECT count(*) FROM "{bucket}_packages-view"'
        _, rows = queries.run(role, workgroup, sql, quilt.database)
        expect(rows == [(7,)], f"saw {rows}")
    for sql in ("SHOW DATABASES", f'SELECT * FROM "{quilt.database}"."{bucket}_packages-view" LIMIT 10'):
        with denied(
            f"{sql[:60]} where it names none",
            f"assumed-role/ReadWriteQuiltV2-{quilt.name}/",
            "is not authorized to perform: glue:GetDatabase on resource: ",
            ":database/default",
        ):
            queries.run(role, workgroup, sql)
    with denied("GetTableMetadata", "AccessDenied", "athena:GetTableMetadata"):
        role.client("athena").get_table_metadata(
            CatalogName="AwsDataCatalog", DatabaseName=quilt.database, TableName=f"{bucket}_packages"
        )
    finish("checks")
