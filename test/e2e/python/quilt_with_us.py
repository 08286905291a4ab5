"""The same roles of a Quilt stack, once this library's stack is deployed beside it.

python quilt_with_us.py QUILT_STACK OUR_STACK BUCKET
"""

import sys

import boto3

import queries
from account import chapter, denied, expect, finish, step, table
from deployment import Deployment, root
from quilt_stack import QuiltStack


class Bucket:
    """The questions of the requirements, of one bucket."""

    def __init__(self, quilt: QuiltStack, name: str) -> None:
        self.quilt, self.name = quilt, name

    def _named(self, suffix: str) -> str:
        return f'"{self.quilt.database}"."{self.name}_{suffix}"'

    def ask(self, session: boto3.Session, workgroup: str) -> None:
        with step("SHOW DATABASES by PyAthena without a database"):
            _, rows = queries.run(session, workgroup, "SHOW DATABASES")
            expect((self.quilt.database,) in rows, f"{self.quilt.database} is not among {rows}")
        with step("packages view"):
            columns, rows = queries.run(session, workgroup, f"SELECT * FROM {self._named('packages-view')} LIMIT 10")
            table(columns, rows, 3)
            expect(len(rows) == 7, f"{len(rows)} rows")
        with step("objects view"):
            sql = f"SELECT logical_key, size FROM {self._named('objects-view')} WHERE \"timestamp\" = 'latest'"
            _, rows = queries.run(session, workgroup, sql)
            expect(('plates/it\'s "quoted".txt', 22) in rows, f"saw {rows}")
        with step("both base tables"):
            for suffix, least in (("packages", 7), ("manifests", 15)):
                _, rows = queries.run(session, workgroup, f"SELECT count(*) FROM {self._named(suffix)}")
                expect(rows[0][0] >= least, f"{suffix}: {rows}")

    def metadata(self, session: boto3.Session) -> None:
        with step("GetTableMetadata and ListTableMetadata, as JDBC drivers ask"):
            where = {"CatalogName": "AwsDataCatalog", "DatabaseName": self.quilt.database}
            athena = session.client("athena")
            found = athena.get_table_metadata(**where, TableName=f"{self.name}_packages")["TableMetadata"]
            expect([c["Name"] for c in found["Columns"]] == ["top_hash"], f"saw {found}")
            names = [t["Name"] for t in athena.list_table_metadata(**where)["TableMetadataList"]]
            expect(f"{self.name}_objects-view" in names, f"saw {names}")


def managed(quilt: QuiltStack, ours: Deployment, bucket: Bucket) -> None:
    chapter("A role that Quilt manages, its policies attached through the Quilt stack's parameter")
    policies = ours.outputs["ManagedUserRoleExtraPolicies"].split(",")
    workgroup = ours.outputs["UserAthenaWorkgroupNameSandboxReaders"]
    with step("the parameter attached them"):
        attached = root.client("iam").list_attached_role_policies(RoleName=quilt.ids["ManagedUserRole"])
        found = {p["PolicyArn"] for p in attached["AttachedPolicies"]}
        expect(set(policies) <= found, f"{policies} are not all among {found}")
    bucket.ask(quilt.managed_role(policies), workgroup)
    with denied("the same without them in Quilt's session policies", "Unable to verify/create output bucket"):
        queries.run(quilt.managed_role([]), workgroup, "SHOW DATABASES")


if __name__ == "__main__":
    quilt_stack, deployed = QuiltStack(sys.argv[1]), Deployment(sys.argv[2])
    asked = Bucket(quilt_stack, sys.argv[3])
    for logical_id, name in (("T4BucketWriteRole", "ReadWriteQuiltV2"), ("T4BucketReadRole", "ReadQuiltV2")):
        role = quilt_stack.role(logical_id)
        chapter(f"{name}-{quilt_stack.name} in Quilt's own workgroup: the query that failed")
        asked.ask(role, quilt_stack.ids["UserAthenaNonManagedRoleWorkgroup"])
        chapter(f"{name}-{quilt_stack.name} in the workgroup of its own")
        asked.ask(role, deployed.workgroup(f"{name}-{quilt_stack.name}"))
        asked.metadata(role)
    managed(quilt_stack, deployed, asked)
    finish("checks")
