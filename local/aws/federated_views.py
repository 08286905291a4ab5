"""Stored views that read LAMBDA catalogs, which the engine does not know: their text takes their place in a statement.

Athena analyses such a view with the caller's rights, as it does any view, so the caller must be allowed to look it up
(Athena User Guide: querying-federated-views).
"""

from collections.abc import Callable
from typing import Any

from ministack.services import athena, glue

import authorize
from glue_for_trino import decode_view

Edit = tuple[int, int, str]


def _text(database: str, table: str, is_federated: Callable[[str | None], bool]) -> str | None:
    """The view's own text with every name's database, if it reads a LAMBDA catalog, directly or through another one."""
    record: dict[str, Any] = glue._tables.get(f"{database}/{table}") or {}
    view = decode_view(record) if record.get("TableType") == "VIRTUAL_VIEW" else None
    if not view:
        return None
    sql, edits, reads = view["originalSql"], [], False
    for found in athena._table_references(sql):
        own = found.database or view.get("schema") or database
        reads |= is_federated(found.catalog)
        behind = None if is_federated(found.catalog) else _text(own, found.table, is_federated)
        reads |= behind is not None
        if found.database is None:
            edits.append((found.start, found.end, f'"{own}"."{found.table}"'))
    for start, end, text in reversed(edits):
        sql = sql[:start] + text + sql[end:]
    return sql if reads else None


def inlined(sql: str, session_database: str, is_federated: Callable[[str | None], bool]) -> str:
    """The statement with the text of each such view in the view's place, until there is none left."""
    edits: list[Edit] = []
    for found in athena._table_references(sql):
        if (found.catalog or "awsdatacatalog").lower() != "awsdatacatalog":
            continue
        database = found.database or session_database
        text = _text(database, found.table, is_federated)
        if text is None:
            continue
        authorize.table(database, found.table)
        edits.append((found.start, found.end, f"({text})" + ("" if found.aliased else f' AS "{found.table}"')))
    if not edits:
        return sql
    for start, end, text in reversed(edits):
        sql = sql[:start] + text + sql[end:]
    return inlined(sql, session_database, is_federated)
