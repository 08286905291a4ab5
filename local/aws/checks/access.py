"""Who may read what: the three roles against views, tables, workgroups, results and Lake Formation grants."""

from typing import Any

from harness import allowed, check, denied, query
from roles import ACCOUNT, role_arn, root, session
from world import DB, RESULTS, A, B


def glue_arn(resource: str) -> str:
    return f"arn:aws:glue:us-east-1:{ACCOUNT}:{resource}"


def readers(a: Any, ab: Any, nobody: Any) -> None:
    allowed("SHOW DATABASES without a context", query(a, "SHOW DATABASES", "wg-a"), lambda r: r == [["lake"], [DB]])
    denied(
        "SHOW DATABASES, no right on default: the message of the requirements",
        query(nobody, "SHOW DATABASES", "wg-nobody"),
        f"is not authorized to perform: glue:GetDatabase on resource: {glue_arn('database/default')}",
    )
    no_default = session("reader-a", ("glue:GetDatabase", glue_arn("database/default")))
    denied("SELECT 1 without a context, no right on default", query(no_default, "SELECT 1", "wg-a"), "database/default")
    allowed("SELECT 1 in a database, no right on default", query(no_default, "SELECT 1", "wg-a", DB))
    packages, objects = f'"{DB}"."{A}_packages-view"', f'"{DB}"."{A}_objects-view"'
    allowed(
        "packages view",
        query(a, f"SELECT pkg_name, message FROM {packages} WHERE \"timestamp\" = 'latest' ORDER BY 1;", "wg-a"),
        lambda r: r[1:] == [["lab/one", "first of lab/one"], ["lab/two", "first of lab/two"]],
    )
    allowed(
        "objects view, metadata as JSON",
        query(
            a,
            f"SELECT physical_key, json_extract_scalar(meta, '$.user_meta.assay'), hash FROM {objects} "
            f"WHERE \"timestamp\" = 'latest' AND logical_key = 'data.csv' ORDER BY 1",
            "wg-a",
            DB,
        ),
        lambda r: (
            len(r) == 3
            and r[1][0].startswith(f"s3://{A}/lab/one/data.csv")
            and r[1][1] == "rna"
            and r[1][2].startswith("{type=sha2-256-chunked, value=")
        ),
    )
    allowed(
        "base table, unqualified",
        query(a, f'SELECT count(*) FROM "{A}_manifests"', "wg-a", DB),
        lambda r: r[1] == ["6"],
    )
    denied(
        "other bucket's view",
        query(a, f'SELECT * FROM "{B}_packages-view"', "wg-a", DB),
        "Insufficient permissions",
        f"glue:GetTable on resource: {glue_arn(f'table/{DB}/{B}_packages-view')}",
    )
    join = f'SELECT count(*) FROM "{A}_objects-view" x JOIN "{B}_objects-view" y ON x.hash.value = y.hash.value'
    denied("join across buckets, one bucket only", query(a, join, "wg-a", DB), "glue:GetTable")
    allowed("join across buckets, both", query(ab, join, "wg-ab", DB), lambda r: int(r[1][0]) > 0)
    denied(
        "nobody, database named", query(nobody, f'SELECT * FROM "{A}_packages-view"', "wg-nobody", DB), "glue:GetTable"
    )
    denied(
        "right on the view only",
        query(
            session("reader-a", ("glue:GetTable", glue_arn(f"table/{DB}/{A}_manifests"))),
            f"SELECT pkg_name FROM {packages}",
            "wg-a",
        ),
        f"Failed analyzing stored view 'awsdatacatalog.{DB}.{A}_packages-view': User: ",
        "glue:GetTable",
    )
    denied(
        "no right on the objects",
        query(session("reader-a", ("s3:GetObject", f"arn:aws:s3:::{A}/*")), f"SELECT pkg_name FROM {packages}", "wg-a"),
        f"Permission denied on S3 path: s3://{A}/.quilt/",
    )
    sql = f'SELECT count(*) FROM "{A}_packages"'
    denied(
        "no right to list the bucket",
        query(session("reader-a", ("s3:ListBucket", f"arn:aws:s3:::{A}")), sql, "wg-a", DB),
        f"Permission denied on S3 path: s3://{A}/.quilt/",
    )
    denied(
        "glue:GetTable on the table but not on its database",
        query(session("reader-a", ("glue:GetTable", glue_arn(f"database/{DB}"))), sql, "wg-a", DB),
        f"glue:GetTable on resource: {glue_arn(f'database/{DB}')} ",
    )
    denied(
        "unused CTE still needs its table",
        query(a, f'WITH u AS (SELECT * FROM "{B}_packages") SELECT 1', "wg-a", DB),
        "glue:GetTable",
    )
    policy = (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject",'
        f'"Resource":"arn:aws:s3:::{B}/.quilt/*"}}]}}'
    )
    root.client("s3").put_bucket_policy(Bucket=B, Policy=policy)
    denied(
        "bucket policy denies",
        query(ab, f'SELECT * FROM "{B}_packages"', "wg-ab", DB),
        f"Permission denied on S3 path: s3://{B}/",
    )
    root.client("s3").delete_bucket_policy(Bucket=B)


def workgroups(a: Any, ab: Any) -> None:
    denied(
        "other workgroup", query(a, "SELECT 1", "wg-ab"), "athena:StartQueryExecution", state="AccessDeniedException"
    )
    denied(
        "disabled workgroup",
        query(a, "SELECT 1", "wg-off"),
        "WorkGroup wg-off is disabled",
        state="InvalidRequestException",
    )
    denied(
        "unknown workgroup",
        query(root, "SELECT 1", "wg-none"),
        "WorkGroup wg-none is not found",
        state="InvalidRequestException",
    )
    elsewhere = {"ResultConfiguration": {"OutputLocation": f"s3://{RESULTS}/other/"}}
    denied(
        "result prefix not writable",
        query(a, "SELECT 1", "wg-free", **elsewhere),
        f"Access denied when writing output to url: s3://{RESULTS}/other/",
    )
    allowed("enforced location wins", query(a, "SELECT 1", "wg-a", **elsewhere))
    wrong = {"ResultConfiguration": {"OutputLocation": f"s3://{RESULTS}/free/", "ExpectedBucketOwner": "111111111111"}}
    denied(
        "expected bucket owner",
        query(a, "SELECT 1", "wg-free", **wrong),
        "Unable to verify/create output bucket",
        state="InvalidRequestException",
    )
    denied(
        "bucket location not readable",
        query(session("reader-a", ("s3:GetBucketLocation", "*")), "SELECT 1", "wg-a"),
        "Unable to verify/create output bucket",
        state="InvalidRequestException",
    )
    denied(
        "results not readable",
        query(session("reader-a", ("s3:GetObject", f"arn:aws:s3:::{RESULTS}/*")), "SELECT 1", "wg-a"),
        "s3:GetObject",
        state="AccessDeniedException",
    )
    big = f"SELECT count(*) FROM \"{B}_big\" WHERE text LIKE '%y%'"
    denied("scan above the cutoff", query(ab, big, "wg-ab", DB), "Bytes scanned limit was exceeded", state="CANCELLED")
    allowed("same scan without a cutoff", query(root, big, "wg-free", DB), lambda r: r[1] == ["0"])


def lake_formation(a: Any, ab: Any) -> None:
    allowed("granted columns", query(a, "SELECT id, name FROM lake.people", "wg-a"), lambda r: r[1] == ["1", "Ada"])
    denied(
        "other column",
        query(a, "SELECT secret FROM lake.people", "wg-a"),
        "COLUMN_NOT_FOUND",
        "Column 'secret' cannot be resolved or requester is not authorized",
    )
    allowed(
        "SELECT * shows the granted columns",
        query(a, "SELECT * FROM lake.people p", "wg-a"),
        lambda r: r == [["id", "name"], ["1", "Ada"]],
    )
    denied(
        "view over other columns",
        query(a, "SELECT id FROM lake.everyone", "wg-a"),
        "Failed analyzing stored view 'awsdatacatalog.lake.everyone': ",
        "Column 'secret' cannot be resolved",
    )
    denied(
        "other column in WHERE", query(a, "SELECT id FROM lake.people WHERE secret = 's'", "wg-a"), "Column 'secret'"
    )
    denied("no grant on the table", query(ab, "SELECT id FROM lake.people", "wg-ab"), "Required Select on people")
    denied(
        "no lakeformation:GetDataAccess",
        query(session("reader-a", ("lakeformation:GetDataAccess", "*")), "SELECT id FROM lake.people", "wg-a"),
        "lakeformation:GetDataAccess",
    )
    found = root.client("lakeformation").list_permissions(
        Principal={"DataLakePrincipalIdentifier": role_arn("reader-a")}
    )
    check("ListPermissions of one principal", len(found["PrincipalResourcePermissions"]) == 2, found)
