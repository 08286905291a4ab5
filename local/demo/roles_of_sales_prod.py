"""What each role of examples/sales-prod can and cannot do, through the Athena API, with IAM enforced.

python roles_of_sales_prod.py STACK
"""

import json
import sys
from collections.abc import Callable

import boto3
import queries
from account import chapter, denied, expect, finish, step, table
from deployment import Deployment

SANDBOX, REPORTS = "quilt-sandbox-bucket", "sales.reports-2026"
QUERIES_IN_LIBRARY = 7


def quoted(database: str, name: str) -> str:
    return f'"{database}"."{name}"'


class Role:
    """One role's session, workgroup and shorthand for its queries."""

    def __init__(self, lake: Deployment, name: str) -> None:
        self.name, self.lake = name, lake
        self.session = lake.session(name)
        self.workgroup = lake.workgroup(name)

    def query(self, sql: str, show: int = 4) -> list[tuple[object, ...]]:
        columns, rows = queries.run(self.session, self.workgroup, sql)
        if show:
            table(columns, rows, show)
        return rows

    def named(self, name: str) -> str:
        return quoted(self.lake.database, name)


def what_failed_in_production(lake: Deployment) -> None:
    chapter("The failure this library exists for")
    without = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": "*", "Resource": "*"},
                {"Effect": "Deny", "Action": "glue:GetDatabase", "Resource": "arn:*:glue:*:*:database/default"},
            ],
        }
    )
    narrowed = lake.session("analyst", without)
    with denied(
        "SHOW DATABASES by a role that lacks glue:GetDatabase on database/default",
        "is not authorized to perform: glue:GetDatabase on resource",
        "database/default",
    ):
        queries.run(narrowed, lake.workgroup("analyst"), "SHOW DATABASES")


def reading(role: Role, buckets: list[str]) -> None:
    chapter(f"{role.name}: queries by PyAthena, in workgroup {role.workgroup}")
    with step("SHOW DATABASES without any database context"):
        rows = role.query("SHOW DATABASES")
        expect((role.lake.database,) in rows, f"{role.lake.database} is not among {rows}")
    for bucket in buckets:
        with step(f"packages of {bucket}"):
            rows = role.query(f"SELECT * FROM {role.named(f'{bucket}_packages-view')} LIMIT 10")
            expect(len(rows) == 7, f"3 packages with 4 revisions and 3 latest make 7 rows, not {len(rows)}")
        with step(f"objects of {bucket}, awkward names included"):
            rows = role.query(
                f"SELECT logical_key, size, physical_key FROM {role.named(f'{bucket}_objects-view')} "
                "WHERE \"timestamp\" = 'latest' AND pkg_name = 'équipe/bêta_3' ORDER BY logical_key"
            )
            keys = [row[0] for row in rows]
            expect('plates/it\'s "quoted".txt' in keys and "deep/er/and deeper/名前.json" in keys, f"saw {keys}")
            expect((9 << 20) in [row[1] for row in rows], "the file of 9 MiB is missing")
        with step(f"both base tables of {bucket}"):
            pointers = role.query(f"SELECT count(*) FROM {role.named(f'{bucket}_packages')}", show=0)
            lines = role.query(f"SELECT count(*) FROM {role.named(f'{bucket}_manifests')}", show=0)
            expect(pointers == [(7,)] and lines[0][0] > 15, f"{pointers} pointers, {lines} manifest lines")
        with step(f"search in the package metadata of {bucket}"):
            rows = role.query(
                "SELECT pkg_name, json_extract_scalar(user_meta, '$.owner') AS owner "
                f"FROM {role.named(f'{bucket}_packages-view')} WHERE \"timestamp\" = 'latest' "
                "AND json_extract_scalar(user_meta, '$.project') = 'batch-1'"
            )
            expect(rows == [("rna/batch-1", "O'Brien")], f"saw {rows}")
    with step("join across packages: files that two packages share"):
        objects = role.named(f"{buckets[0]}_objects-view")
        rows = role.query(
            f"SELECT a.logical_key, a.pkg_name, b.pkg_name AS other FROM {objects} a JOIN {objects} b "
            "ON a.hash.value = b.hash.value AND a.pkg_name < b.pkg_name "
            "WHERE a.\"timestamp\" = 'latest' AND b.\"timestamp\" = 'latest' ORDER BY 1, 2, 3"
        )
        expect(len(rows) > 0, "packages with equal files must be found")


def reading_across_buckets(role: Role) -> None:
    with step("join across buckets"):
        rows = role.query(
            f"SELECT count(*) AS shared FROM {role.named(f'{SANDBOX}_objects-view')} a "
            f"JOIN {role.named(f'{REPORTS}_objects-view')} b ON a.hash.value = b.hash.value"
        )
        expect(rows[0][0] > 0, "both buckets hold equal files")


def as_the_catalog(role: Role) -> None:
    chapter(f"{role.name}: the Quilt catalog's own calls")
    athena = role.session.client("athena")
    with step("list workgroups, look into each: exactly the role's own is shown"):
        shown = queries.visible_workgroups(role.session)
        expect(shown == [role.workgroup], f"shown: {shown}")
    with step("saved queries: each one runs as it is"):
        ids = athena.list_named_queries(WorkGroup=role.workgroup)["NamedQueryIds"]
        saved = athena.batch_get_named_query(NamedQueryIds=ids)["NamedQueries"]
        expect(len(saved) >= QUERIES_IN_LIBRARY, f"{len(saved)} saved queries")
        for query in saved:
            queries.start(role.session, role.workgroup, query["QueryString"])
        table(["saved query"], [[q["Name"]] for q in sorted(saved, key=lambda q: q["Name"])], len(saved))
    with step("data catalogs and databases"):
        names = [c["CatalogName"] for c in athena.list_data_catalogs()["DataCatalogsSummary"]]
        athena.get_data_catalog(Name="AwsDataCatalog")
        databases = [d["Name"] for d in athena.list_databases(CatalogName="AwsDataCatalog")["DatabaseList"]]
        expect("AwsDataCatalog" in names and role.lake.database in databases, f"{names}, {databases}")
    with step("run without a database, page through the results, find the query in the history"):
        sql = f"SELECT logical_key, size, physical_key FROM {role.named(f'{SANDBOX}_objects-view')} LIMIT 3"
        query_id = queries.start(role.session, role.workgroup, sql)
        found = athena.get_query_results(QueryExecutionId=query_id)["ResultSet"]
        expect(len(found["Rows"]) == 4, "a header and three rows")
        history = athena.list_query_executions(WorkGroup=role.workgroup)["QueryExecutionIds"]
        athena.batch_get_query_execution(QueryExecutionIds=history[:50])
        expect(query_id in history, "the query is not in the history")


def kept_apart(role: Role, other: Role) -> None:
    chapter(f"{role.name}: what it must not do")
    own = queries.start(role.session, role.workgroup, "SELECT 1")
    theirs = queries.start(other.session, other.workgroup, "SELECT 1")
    athena, s3 = role.session.client("athena"), role.session.client("s3")
    with denied(f"a query in {other.name}'s workgroup", "AccessDenied", "athena:StartQueryExecution"):
        queries.start(role.session, other.workgroup, "SELECT 1")
    with denied("a query in the workgroup `primary`", "AccessDenied"):
        queries.start(role.session, "primary", "SELECT 1")
    with denied(f"the results of {other.name}'s query", "AccessDenied"):
        athena.get_query_results(QueryExecutionId=theirs)

    def result_file(session: boto3.Session, query_id: str) -> tuple[str, str]:
        execution = session.client("athena").get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
        bucket, _, key = execution["ResultConfiguration"]["OutputLocation"].removeprefix("s3://").partition("/")
        return bucket, key

    for label, session, query_id in (
        ("its own result file, straight from S3", role.session, own),
        (f"{other.name}'s result file, straight from S3", other.session, theirs),
    ):
        bucket, key = result_file(session, query_id)
        expect(bucket == role.lake.results_bucket, "results are elsewhere")
        with denied(label, "AccessDenied"):
            s3.get_object(Bucket=bucket, Key=key)
    with denied("Glue's tables, without Athena in between", "AccessDenied", "glue:GetTables"):
        role.session.client("glue").get_tables(DatabaseName=role.lake.database)
    with denied("its own workgroup's settings", "AccessDenied", "athena:UpdateWorkGroup"):
        athena.update_work_group(WorkGroup=role.workgroup, State="DISABLED")


def without_a_bucket(role: Role, bucket: str) -> None:
    for kind in ("packages-view", "objects-view", "packages", "manifests"):
        with denied(f"{bucket}_{kind}, of a bucket the role may not read", "glue:GetTable"):
            role.query(f"SELECT count(*) FROM {role.named(f'{bucket}_{kind}')}", show=0)
    with denied(f"an object of {bucket}", "AccessDenied"):
        role.session.client("s3").list_objects_v2(Bucket=bucket)


def queries_only(role: Role) -> None:
    with denied("a package's file, straight from S3, though queries may read the tables' files", "AccessDenied"):
        role.session.client("s3").list_objects_v2(Bucket=SANDBOX)


def attempt(part: Callable[[], None]) -> None:
    """A chapter that breaks off is one failure, not the end of the account."""
    try:
        part()
    except Exception as error:
        with step("the chapter above"):
            raise error


if __name__ == "__main__":
    deployed = Deployment(sys.argv[1])
    analyst, scientist, agent = (Role(deployed, name) for name in ("analyst", "scientist", "agent"))
    for part in (
        lambda: what_failed_in_production(deployed),
        lambda: reading(analyst, [SANDBOX, REPORTS]),
        lambda: reading_across_buckets(analyst),
        lambda: as_the_catalog(analyst),
        lambda: kept_apart(analyst, scientist),
        lambda: reading(scientist, [SANDBOX]),
        lambda: kept_apart(scientist, analyst),
        lambda: without_a_bucket(scientist, REPORTS),
        lambda: reading(agent, [SANDBOX]),
        lambda: without_a_bucket(agent, REPORTS),
        lambda: queries_only(agent),
    ):
        attempt(part)
    finish()
