"""Queries of governed tables, through Athena's API and the engine: what each one needs, and how a refusal reads.

Texts are those of docs/troubleshooting.md. `lake` is the governed database of the check's account.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from harness import allowed, attempt, denied, query
from lake_formation_world import EVERYBODY, glue, request, revoke_all
from lake_formation_world import lake as lake_formation
from roles import ACCOUNT, role, root, session, statements
from world import LAKE, STRING, table, view

LAB = "lf_lab"
SELECT = "Insufficient Lake Formation permission(s): Required Select on "


def queries() -> None:
    _build()
    reader = session("lf-lab")
    _invoker_view(reader)
    _columns(reader)
    _path(reader)
    _databases(reader)
    _definer_view(reader)
    _hybrid(reader)
    _changes(reader)


def _on(name: str, *columns: str) -> Any:
    where = {"DatabaseName": LAB, "Name": name}
    return {"TableWithColumns": {**where, "ColumnNames": list(columns)}} if columns else {"Table": where}


def _ask(who: Any, sql: str, database: str | None = LAB) -> tuple[str, Any]:
    return query(who, sql, "wg-lab", database)


@contextlib.contextmanager
def _granted(*wishes: Any) -> Iterator[None]:
    """These grants, and afterwards none but DESCRIBE on the database."""
    for wish in wishes:
        lake_formation.grant_permissions(**wish)
    try:
        yield
    finally:
        revoke_all("lf-lab")
        lake_formation.grant_permissions(**request("lf-lab", {"Database": {"Name": LAB}}, "DESCRIBE"))


def _may(resource: Any, *permissions: str, who: str = "lf-lab") -> Any:
    return request(who, resource, *permissions)


def _govern(*resources: Any) -> None:
    for resource in resources:
        lake_formation.revoke_permissions(**request(EVERYBODY, resource, "ALL"))


def _build() -> None:
    databases, tables = ["default", LAB], [f"{LAB}/*"]
    policy = statements(["wg-lab"], "lab", [], databases, tables)
    policy.append(
        {"Effect": "Allow", "Action": ["glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable"], "Resource": "*"}
    )
    role("lf-lab", policy)
    role("lf-definer", [{"Effect": "Deny", "Action": "*", "Resource": "*"}])
    root.client("athena").create_work_group(
        Name="wg-lab", Configuration={"ResultConfiguration": {"OutputLocation": "s3://kit-results/lab/"}}
    )
    glue.create_database(DatabaseInput={"Name": LAB})
    table(LAB, "runs", {"id": "int", "name": STRING, "secret": STRING}, f"s3://{LAKE}/runs/")
    root.client("s3").put_object(Bucket=LAKE, Key="runs/a.json", Body=b'{"id":1,"name":"Ada","secret":"s"}\n')
    lake_formation.register_resource(ResourceArn=f"arn:aws:s3:::{LAKE}/runs", UseServiceLinkedRole=True)
    view(LAB, "lower", f"SELECT name FROM {LAB}.runs WHERE secret = 's'", ["name"])
    view(LAB, "upper", f"SELECT name FROM {LAB}.lower", ["name"])
    _govern({"Database": {"Name": LAB}}, _on("runs"), _on("lower"), _on("upper"))
    lake_formation.grant_permissions(**_may({"Database": {"Name": LAB}}, "DESCRIBE"))


def _invoker_view(reader: Any) -> None:
    sql = "SELECT name FROM upper"
    views = [_may(_on("upper"), "SELECT"), _may(_on("lower"), "SELECT")]
    base = _may(_on("runs", "id", "name", "secret"), "SELECT")
    with _granted(*views, base):
        allowed("SELECT on each view and the base's columns", _ask(reader, sql), lambda r: r[1] == ["Ada"])
        without = session("lf-lab", ("lakeformation:GetDataAccess", "*"))
        denied("without lakeformation:GetDataAccess", _ask(without, sql), "lakeformation:GetDataAccess")
    with _granted(*views):
        denied("nothing on the base", _ask(reader, sql), "Failed analyzing stored view", "Required Select on runs")
    with _granted(views[0], base):
        denied("nothing on the view between", _ask(reader, sql), "Required Select on lower")
    with _granted(views[1], base):
        denied("nothing on the view itself", _ask(reader, sql), SELECT + "upper")
    with _granted(*views, _may(_on("runs", "id", "name"), "SELECT")):
        denied(
            "without a column that only WHERE uses",
            _ask(reader, sql),
            "Failed analyzing stored view",
            "Column 'secret' cannot be resolved or requester is not authorized to access requested resources",
        )


def _columns(reader: Any) -> None:
    with _granted(_may(_on("runs", "id"), "SELECT")):
        allowed("a granted column", _ask(reader, "SELECT id FROM runs"), lambda r: r[1] == ["1"])
        allowed("count(*) with one column", _ask(reader, "SELECT count(*) FROM runs"), lambda r: r[1] == ["1"])
        denied("another column", _ask(reader, "SELECT name FROM runs"), "COLUMN_NOT_FOUND", "Column 'name' cannot")
    with _granted(_may(_on("runs"), "DESCRIBE")):
        denied("DESCRIBE alone reads nothing", _ask(reader, "SELECT count(*) FROM runs"), SELECT + "runs")
        allowed("it describes", _ask(reader, "DESCRIBE runs"), lambda r: len(r) == 3)
    excluded = {"TableWithColumns": {"DatabaseName": LAB, "Name": "runs", "ColumnWildcard": {}}}
    excluded["TableWithColumns"]["ColumnWildcard"] = {"ExcludedColumnNames": ["secret"]}
    with _granted(_may(excluded, "SELECT")):
        allowed("all but one column", _ask(reader, "SELECT id, name FROM runs"), lambda r: r[1] == ["1", "Ada"])
        denied("that one", _ask(reader, "SELECT secret FROM runs"), "Column 'secret' cannot")
    with _granted(_may({"Table": {"DatabaseName": LAB, "TableWildcard": {}}}, "SELECT")):
        allowed("SELECT on all tables", _ask(reader, "SELECT secret FROM runs"), lambda r: r[1] == ["s"])
    everybody = f"{ACCOUNT}:IAMPrincipals"
    lake_formation.grant_permissions(**request(everybody, _on("runs"), "SELECT"))
    allowed("a grant to all of the account", _ask(reader, "SELECT secret FROM runs"), lambda r: r[1] == ["s"])
    lake_formation.revoke_permissions(**request(everybody, _on("runs"), "SELECT"))


def _path(reader: Any) -> None:
    sql = 'SELECT "$path" FROM runs'
    with _granted(_may(_on("runs"), "SELECT")):
        allowed("$path with the table", _ask(reader, sql), lambda r: "runs/a.json" in r[1][0])
    with _granted(_may(_on("runs", "id", "name", "secret"), "SELECT")):
        denied("$path with every column one by one", _ask(reader, sql), "COLUMN_NOT_FOUND", "$path")
    view(LAB, "files", f'SELECT "$path" AS id FROM {LAB}.runs', ["id"])
    _govern(_on("files"))
    with _granted(_may(_on("files"), "SELECT"), _may(_on("runs", "id"), "SELECT")):
        denied("neither behind a view", _ask(reader, "SELECT id FROM files"), "Column '$path' cannot")
    with _granted(_may(_on("files"), "SELECT"), _may(_on("runs"), "SELECT")):
        allowed("which the table allows", _ask(reader, "SELECT id FROM files"))


def _databases(reader: Any) -> None:
    sql = f"SELECT id FROM {LAB}.runs"
    made = attempt(glue.create_database, DatabaseInput={"Name": "default"})[0] == "OK"
    _govern({"Database": {"Name": "default"}})
    with _granted(_may(_on("runs"), "SELECT")):
        denied("no database named: DESCRIBE on default", _ask(reader, sql, None), "Required Describe on default")
        allowed("another one named", _ask(reader, sql))
    with _granted(_may(_on("runs"), "SELECT"), _may({"Database": {"Name": "default"}}, "DESCRIBE")):
        allowed("DESCRIBE on default", _ask(reader, sql, None))
    lake_formation.grant_permissions(**_may(_on("runs"), "SELECT"))
    lake_formation.revoke_permissions(**_may({"Database": {"Name": LAB}}, "DESCRIBE"))
    denied("no DESCRIBE on the table's database", _ask(reader, sql), f"Required Describe on {LAB}")
    with _granted():
        pass
    if made:
        glue.delete_database(Name="default")
    else:
        lake_formation.grant_permissions(**request(EVERYBODY, {"Database": {"Name": "default"}}, "ALL"))


def _definer_view(reader: Any) -> None:
    definer = f"arn:aws:iam::{ACCOUNT}:role/lf-definer"
    text = {"Dialect": "ATHENA", "DialectVersion": "3", "ViewOriginalText": f"SELECT id, name FROM {LAB}.runs"}
    columns = [{"Name": "id", "Type": "int"}, {"Name": "name", "Type": STRING}]
    glue.create_table(
        DatabaseName=LAB,
        TableInput={
            "Name": "published",
            "TableType": "VIRTUAL_VIEW",
            "StorageDescriptor": {"Columns": columns, "SerdeInfo": {}},
            "ViewDefinition": {"IsProtected": True, "Definer": definer, "Representations": [text]},
        },
    )
    _govern(_on("published"))
    sql = "SELECT name FROM published"
    with _granted(_may(_on("published"), "SELECT")):
        denied("a definer without its table", _ask(reader, sql), "Failed analyzing stored view", "Select on runs")
        lake_formation.grant_permissions(**_may(_on("runs"), "SELECT", who="lf-definer"))
        allowed("SELECT on a definer view is enough", _ask(reader, sql), lambda r: r[1] == ["Ada"])
        denied("its table stays closed", _ask(reader, "SELECT name FROM runs"), SELECT + "runs")
    denied("nothing on the definer view", _ask(reader, sql), SELECT + "published")
    with _granted(_may(_on("published", "id"), "SELECT")):
        allowed("a column of a definer view", _ask(reader, "SELECT id FROM published"), lambda r: r[1] == ["1"])
        denied("not another one", _ask(reader, sql), "Column 'name' cannot")
    revoke_all("lf-definer")


def _hybrid(reader: Any) -> None:
    lake_formation.grant_permissions(**request(EVERYBODY, _on("runs"), "ALL"))
    text = "Permission denied on S3 path"
    denied("left to IAM, without a right on the objects", _ask(reader, "SELECT id FROM runs"), text)
    opt_in = {"Principal": _may(_on("runs"))["Principal"], "Resource": _on("runs")}
    lake_formation.create_lake_formation_opt_in(**opt_in)
    denied("opted in: Lake Formation decides", _ask(reader, "SELECT id FROM runs"), SELECT + "runs")
    with _granted(_may(_on("runs"), "SELECT")):
        allowed("by its grants", _ask(reader, "SELECT id FROM runs"), lambda r: r[1] == ["1"])
    lake_formation.delete_lake_formation_opt_in(**opt_in)
    denied("opted out: IAM again", _ask(reader, "SELECT id FROM runs"), text)
    _govern(_on("runs"))


def _changes(reader: Any) -> None:
    sql = "CREATE VIEW made AS SELECT id FROM runs"
    with _granted(_may(_on("runs"), "SELECT")):
        denied("CREATE VIEW", _ask(reader, sql), f"Required Create Table on {LAB}")
    with _granted(_may(_on("runs"), "SELECT"), _may({"Database": {"Name": LAB}}, "CREATE_TABLE")):
        allowed("with CREATE_TABLE", _ask(reader, sql))
    with _granted(_may(_on("runs"), "SELECT")):
        allowed("its creator reads it", _ask(reader, "SELECT id FROM made"), lambda r: r[1] == ["1"])
    denied("dropping the view of another one", _ask(reader, "DROP VIEW upper"), "Required Drop on upper")
    with _granted(_may(_on("upper"), "DROP")):
        allowed("with DROP", _ask(reader, "DROP VIEW upper"))
