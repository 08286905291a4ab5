"""Statements answered from the Glue catalog: Athena's DDL and SHOW forms that Trino does not know or words otherwise.

Column names and layout follow Athena's: `DESCRIBE` and `SHOW COLUMNS` answer one padded, tab-separated cell.
"""

import re
from typing import Any

from ministack.services import glue

import authorize
import caller
import lake_formation_access as lake_formation
from glue_for_trino import decode_view
from results import Result
from statements import Kind, Statement

_SYMBOLS = {Kind.SHOW_TABLES: "tab_name", Kind.SHOW_VIEWS: "views"}


class CatalogError(Exception):
    def __init__(self, text: str, error_type: int = 1003) -> None:
        super().__init__(text)
        self.error_type = error_type


def matches(pattern: str | None, name: str) -> bool:
    """Athena's SHOW patterns: `*` is any text, `|` separates alternatives."""
    if pattern is None:
        return True
    wanted = "|".join(re.escape(part).replace(r"\*", ".*") for part in pattern.split("|"))
    return re.fullmatch(wanted, name, re.IGNORECASE) is not None


def _hidden(database: str, name: str) -> bool:
    """Lake Formation governs the table and the caller has no grant on it."""
    who, resource = caller.lake_formation_principal(), {"Table": {"DatabaseName": database, "Name": name}}
    governed = who is not None and lake_formation.governed(who, resource)
    return governed and not lake_formation.may_see_table(who or "", database, name)


def visible_table(database: str, name: str) -> dict[str, Any]:
    """The Glue record of a table the caller may see; its denial, or that it is missing, otherwise."""
    authorize.table(database, name)
    record = glue._tables.get(f"{database}/{name}")
    if record is None or _hidden(database, name):
        raise CatalogError(f"FAILED: SemanticException [Error 10001]: Table not found {database}.{name}")
    return record


def _columns(record: dict[str, Any]) -> list[dict[str, Any]]:
    return (record["StorageDescriptor"].get("Columns") or []) + (record.get("PartitionKeys") or [])


def visible_tables(database: str, pattern: str | None, views_only: bool = False) -> list[str]:
    """Filtered per table ARN: an empty answer may be a missing right, as on AWS."""
    authorize.database(database)
    found = []
    for record in glue._tables.values():
        name = record["Name"]
        if record["DatabaseName"] != database or (views_only and record["TableType"] != "VIRTUAL_VIEW"):
            continue
        if caller.allowed("glue:GetTables", caller.glue_arn("table", database, name)) and not _hidden(database, name):
            found.append(name)
    return sorted(name for name in found if matches(pattern, name))


def visible_databases(pattern: str | None = None) -> list[str]:
    """Names of the databases the caller may see."""
    caller.require("glue:GetDatabases", caller.glue_arn("catalog"))
    who = caller.lake_formation_principal()
    return sorted(
        name
        for name in glue._databases
        if matches(pattern, name)
        and caller.allowed("glue:GetDatabase", caller.glue_arn("database", name))
        and not (
            who
            and lake_formation.governed(who, {"Database": {"Name": name}})
            and not lake_formation.may_describe_database(who, name)
        )
    )


def _create_table_text(record: dict[str, Any]) -> list[str]:
    storage = record["StorageDescriptor"]
    columns = storage.get("Columns") or []
    lines = [f"CREATE EXTERNAL TABLE `{record['DatabaseName']}.{record['Name']}`("]
    lines += [f"  `{c['Name']}` {c['Type']}{',' if i + 1 < len(columns) else ')'}" for i, c in enumerate(columns)]
    lines += [
        "ROW FORMAT SERDE ",
        f"  '{storage.get('SerdeInfo', {}).get('SerializationLibrary', '')}' ",
        "STORED AS INPUTFORMAT ",
        f"  '{storage.get('InputFormat', '')}' ",
        "OUTPUTFORMAT ",
        f"  '{storage.get('OutputFormat', '')}'",
        "LOCATION",
        f"  '{storage.get('Location', '')}'",
    ]
    properties = [f"  '{k}'='{v}'" for k, v in (record.get("Parameters") or {}).items()]
    return [*lines, "TBLPROPERTIES (", *[p + "," for p in properties[:-1]], *properties[-1:], ")"]


def _show_create_view(record: dict[str, Any]) -> Result:
    view = decode_view(record)
    if view is None:
        raise CatalogError(f"SYNTAX_ERROR: Relation '{record['Name']}' is not a view", 1006)
    text = f'CREATE VIEW "{record["DatabaseName"]}"."{record["Name"]}" AS \n{view["originalSql"]}'
    return Result([("Create View", "varchar")], [[line] for line in text.splitlines()])


def answer(statement: Statement, session_database: str) -> Result:
    """Authorizes and answers a SHOW, DESCRIBE or MSCK statement."""
    kind, database = statement.kind, statement.database or session_database
    if kind is Kind.SHOW_DATABASES:
        return Result([("database_name", "string")], [[name] for name in visible_databases(statement.pattern)])
    if kind in _SYMBOLS:
        names = visible_tables(database, statement.pattern, views_only=kind is Kind.SHOW_VIEWS)
        return Result([(_SYMBOLS[kind], "string")], [[name] for name in names])
    record = visible_table(database, statement.name)
    if kind is Kind.DESCRIBE:
        rows = [[f"{c['Name']:<20}\t{c.get('Type', ''):<20}\t{c.get('Comment') or '':<20}"] for c in _columns(record)]
        return Result([("col_name", "string"), ("data_type", "string"), ("comment", "string")], rows)
    if kind is Kind.SHOW_COLUMNS:
        return Result([("field", "string")], [[f"{c['Name']:<20}"] for c in _columns(record)])
    if kind is Kind.SHOW_TBLPROPERTIES:
        rows = [[f"{k}\t{v}"] for k, v in sorted((record.get("Parameters") or {}).items())]
        return Result([("prpt_name", "string"), ("prpt_value", "string")], rows)
    if kind is Kind.SHOW_PARTITIONS:
        caller.require("glue:GetPartitions", caller.glue_arn("table", database, statement.name))
        keys = [k["Name"] for k in record.get("PartitionKeys") or []]
        found = glue._partitions.get(f"{database}/{statement.name}") or []
        return Result(
            [("partition", "string")],
            [["/".join(f"{k}={v}" for k, v in zip(keys, p["Values"], strict=True))] for p in found],
        )
    if kind is Kind.SHOW_CREATE_TABLE:
        return Result([("createtab_stmt", "string")], [[line] for line in _create_table_text(record)])
    if kind is Kind.SHOW_CREATE_VIEW:
        return _show_create_view(record)
    caller.require("glue:BatchCreatePartition", caller.glue_arn("table", database, statement.name))
    return Result()  # MSCK REPAIR: partitions are projected or registered, nothing to discover here
