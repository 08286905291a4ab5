"""Athena's statements, notation and clients on the stand-in."""

import time
from typing import Any

from harness import allowed, check, denied, query
from roles import ACCOUNT, root, session
from world import DB, RESULTS, A, B


def statements(a: Any) -> None:
    allowed(
        "SHOW TABLES shows what may be seen",
        query(a, f"SHOW TABLES IN {DB}", "wg-a"),
        lambda r: [x[0] for x in r] == [f"{A}_{k}" for k in ("manifests", "objects-view", "packages", "packages-view")],
    )
    allowed(
        "SHOW TABLES 'pattern'",
        query(a, "SHOW TABLES '*manifests|*none'", "wg-a", DB),
        lambda r: r == [[f"{A}_manifests"]],
    )
    allowed("SHOW VIEWS", query(a, "SHOW VIEWS", "wg-a", DB), lambda r: len(r) == 2)
    allowed(
        "DESCRIBE is one cell",
        query(a, f"DESCRIBE `{DB}`.`{A}_packages`", "wg-a"),
        lambda r: r == [["top_hash            \tstring              \t" + " " * 20]],
    )
    allowed(
        "SHOW COLUMNS",
        query(a, f"SHOW COLUMNS IN `{A}_packages`", "wg-a", DB),
        lambda r: r == [["top_hash            "]],
    )
    allowed(
        "SHOW CREATE TABLE",
        query(a, f"SHOW CREATE TABLE `{A}_packages`", "wg-a", DB),
        lambda r: r[0] == [f"CREATE EXTERNAL TABLE `{DB}.{A}_packages`("],
    )
    allowed(
        "SHOW CREATE VIEW",
        query(a, f'SHOW CREATE VIEW "{A}_packages-view"', "wg-a", DB),
        lambda r: "CREATE VIEW" in r[0][0],
    )
    allowed("EXPLAIN", query(a, f'EXPLAIN SELECT * FROM "{A}_packages-view"', "wg-a", DB))
    denied("EXPLAIN needs the metadata", query(a, f'EXPLAIN SELECT * FROM "{B}_packages"', "wg-a", DB), "glue:GetTable")
    denied(
        "missing table",
        query(root, "SELECT *\nFROM nothing", "wg-free", DB),
        f"TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog.{DB}.nothing' does not exist",
    )
    denied("syntax error", query(a, "SELECT FROM", "wg-a"), "SYNTAX_ERROR: line 1:")
    allowed(
        "PREPARE",
        query(a, 'PREPARE by_name FROM SELECT message FROM "kit-alpha_packages-view" WHERE pkg_name = ?', "wg-a", DB),
    )
    allowed("EXECUTE", query(a, "EXECUTE by_name USING 'lab/two'", "wg-a", DB), lambda r: r[-1] == ["first of lab/two"])
    allowed(
        "ExecutionParameters",
        query(a, "SELECT ? || '?'", "wg-a", ExecutionParameters=["'x'"]),
        lambda r: r[1] == ["x?"],
    )
    values = (
        "SELECT ARRAY[1, NULL] a, CAST(ROW('x', 2.5e0) AS ROW(k varchar, v double)) r, MAP(ARRAY['k'], ARRAY[true]) m, "
        "1.0e10 d, CAST(1.50 AS decimal(10,2)) n, X'4869' b, "
        "TIMESTAMP '2020-01-02 03:04:05.678' t, CAST(NULL AS bigint) z, 'a\"b' q"
    )
    allowed(
        "values in Athena's notation",
        query(a, values, "wg-a"),
        lambda r: (
            r[1]
            == [
                "[1, null]",
                "{k=x, v=2.5}",
                "{k=true}",
                "1.0E10",
                "1.50",
                "48 69",
                "2020-01-02 03:04:05.678",
                None,
                'a"b',
            ]
        ),
    )
    client = root.client("athena")
    query_id = client.start_query_execution(QueryString=values, WorkGroup="wg-free")["QueryExecutionId"]
    while client.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]["State"] in (
        "QUEUED",
        "RUNNING",
    ):
        time.sleep(0.02)
    url = client.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["ResultConfiguration"][
        "OutputLocation"
    ]
    body = root.client("s3").get_object(Bucket=RESULTS, Key=url.split("/", 3)[3])["Body"].read().decode()
    check(
        "CSV at the announced key", url.endswith(f"/free/{query_id}.csv") and body.endswith(',,"a""b"\n'), (url, body)
    )
    types = [
        c["Type"]
        for c in client.get_query_results(QueryExecutionId=query_id)["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
    ]
    check(
        "type names",
        types == ["array", "row", "map", "double", "decimal", "varbinary", "timestamp", "bigint", "varchar"],
        types,
    )


def definitions(a: Any) -> None:
    def run(sql: str) -> tuple[str, Any]:
        return query(root, sql, "wg-free", DB)

    allowed(
        "CREATE TABLE ... ICEBERG",
        run(
            f"CREATE TABLE `{DB}`.`notes` (id int, body string, at timestamp) LOCATION 's3://{A}/notes/' "
            "TBLPROPERTIES ('table_type'='ICEBERG')"
        ),
    )
    allowed("INSERT", run("INSERT INTO notes VALUES (1, 'one', TIMESTAMP '2020-01-01 00:00:00')"))
    allowed(
        "MERGE",
        run(
            "MERGE INTO notes t USING (VALUES (1, 'uno')) s(id, body) ON t.id = s.id "
            "WHEN MATCHED THEN UPDATE SET body = s.body"
        ),
    )
    allowed("Iceberg read", run("SELECT body FROM notes"), lambda r: r[1] == ["uno"])
    denied("INSERT without rights", query(a, "INSERT INTO notes VALUES (2, 'two', NULL)", "wg-a", DB), "glue:GetTable")
    allowed("CREATE EXTERNAL TABLE", run(f"CREATE EXTERNAL TABLE `plain` (`k` string) LOCATION 's3://{A}/plain/'"))
    allowed("MSCK REPAIR TABLE", run("MSCK REPAIR TABLE `plain`"))
    allowed("CREATE VIEW", run('CREATE OR REPLACE VIEW "my-view" AS SELECT body FROM notes'))
    allowed("new view", run('SELECT * FROM "my-view"'), lambda r: r[1] == ["uno"])
    allowed("view over a view", run('CREATE VIEW "outer-view" AS SELECT upper(body) AS body FROM "my-view"'))
    allowed("nested view", run('SELECT * FROM "outer-view"'), lambda r: r[1] == ["UNO"])
    no_base = session("reader-ab", ("glue:GetTable", f"arn:aws:glue:us-east-1:{ACCOUNT}:table/{DB}/notes"))
    denied(
        "denial through two views",
        query(no_base, 'SELECT * FROM "outer-view"', "wg-ab", DB),
        f"Failed analyzing stored view 'awsdatacatalog.{DB}.outer-view': "
        f"Failed analyzing stored view 'awsdatacatalog.{DB}.my-view': User",
    )
    denied(
        "CREATE VIEW without rights",
        query(a, f'CREATE VIEW "{A}_x" AS SELECT 1 AS one', "wg-a", DB),
        "glue:CreateTable",
    )
    for sql in ('DROP VIEW "outer-view"', 'DROP VIEW "my-view"', "DROP TABLE IF EXISTS `notes`", "DROP TABLE plain"):
        allowed(sql, run(sql))
    names = [t["Name"] for t in root.client("glue").get_tables(DatabaseName=DB)["TableList"]]
    check("dropped", not {"notes", "plain", "my-view", "outer-view"} & set(names), names)
