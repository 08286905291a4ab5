"""What must not run, what runs at the same time, and the clients people use."""

import concurrent.futures
import time
from typing import Any

from harness import check, denied, query
from roles import root
from world import DB, A, B


def refused(a: Any) -> None:
    """What the analysis cannot vouch for must not run."""
    denied("information_schema", query(a, "SELECT * FROM information_schema.tables", "wg-a", DB), "NOT_SUPPORTED")
    denied("table function", query(a, "SELECT * FROM TABLE(sequence(1, 3))", "wg-a"), "NOT_SUPPORTED")
    denied("engine's own tables", query(a, "SELECT * FROM system.runtime.queries", "wg-a"), "NOT_SUPPORTED")
    denied("another catalog of the engine", query(a, "SELECT * FROM memory.x.y", "wg-a"), "")
    denied("comma join", query(a, f'SELECT * FROM "{A}_packages" x, "{B}_packages" y', "wg-a", DB), "glue:GetTable")
    denied("subquery", query(a, f'SELECT (SELECT count(*) FROM "{B}_packages")', "wg-a", DB), "glue:GetTable")
    denied("missing table, no rights", query(a, "SELECT * FROM private.nothing", "wg-a"), "glue:GetDatabase")
    for sql in (
        f"USE {DB}",
        "SET SESSION x = 1",
        "CALL system.x()",
        f'SHOW STATS FOR "{B}_packages"',
        "SHOW FUNCTIONS",
    ):
        denied(sql, query(a, sql, "wg-a"), "Queries of this type are not supported", state="InvalidRequestException")


def running(a: Any) -> None:
    """Several at once, and one stopped half way."""
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        sql = f'SELECT count(*) FROM "{A}_packages-view"'
        answers = list(pool.map(lambda i: query(a, sql, "wg-a", DB), range(12)))
    check("twelve at once", all(x == ("SUCCEEDED", [["_col0"], ["4"]]) for x in answers), answers)
    client = root.client("athena")
    numbers = "UNNEST(sequence(1, 10000))"
    long = f"SELECT count(*) FROM {numbers} a(x), {numbers} b(y), {numbers} c(z) WHERE x * y + z = 17"
    query_id = client.start_query_execution(QueryString=long, WorkGroup="wg-free")["QueryExecutionId"]
    time.sleep(1)
    client.stop_query_execution(QueryExecutionId=query_id)
    time.sleep(1.5)
    status = client.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]
    check("stopped", status["State"] == "CANCELLED", status)


def clients(a: Any) -> None:
    import pyathena
    from pyathena.pandas.cursor import PandasCursor

    keys = a.get_credentials()
    connection = pyathena.connect(
        work_group="wg-a",
        region_name="us-east-1",
        schema_name=DB,
        aws_access_key_id=keys.access_key,
        aws_secret_access_key=keys.secret_key,
        aws_session_token=keys.token,
        poll_interval=0.05,
    )
    rows = (
        connection.cursor()
        .execute(f'SELECT pkg_name, user_meta FROM "{A}_packages-view" WHERE pkg_name = %(p)s', {"p": "lab/one"})
        .fetchall()
    )
    check("PyAthena cursor as a role", len(rows) == 2 and rows[0][0] == "lab/one", rows)
    frame: Any = (
        pyathena.connect(work_group="wg-free", schema_name=DB, cursor_class=PandasCursor, poll_interval=0.05)
        .cursor()
        .execute(f'SELECT logical_key, size FROM "{A}_objects-view" WHERE "timestamp" = \'latest\'')
        .as_pandas()
    )
    check("PyAthena pandas", len(frame) == 4 and frame["size"].sum() > 0, frame)
