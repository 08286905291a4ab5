"""Glue Data Catalog views with a definer: their readers need the view, the definer needs its tables.

Lake Formation developer guide, working-with-views; Athena user guide, views-glue. Only reading is modelled: what the
guides ask of the definer when the view is made (trust, iam:PassRole, registered locations) is not checked.
"""

from typing import Any

from ministack.services import glue

from hive_types import trino_type

Json = dict[str, Any]


def definer(record: Json) -> str | None:
    """The role whose rights the view reads with; None for Athena's own views and for tables."""
    return (record.get("ViewDefinition") or {}).get("Definer")


def definer_above(through: tuple[str, ...]) -> str | None:
    """The definer of the innermost such view among the views between a statement and a table."""
    found = None
    for name in through:  # outermost first
        for record in glue._tables.values():
            if definer(record) and name == f"awsdatacatalog.{record['DatabaseName']}.{record['Name']}":
                found = definer(record)
    return found


def as_presto_view(record: Json) -> Json | None:
    """The definition the engine understands; the columns are those the Glue table lists."""
    texts = [
        r.get("ViewOriginalText")
        for r in (record.get("ViewDefinition") or {}).get("Representations") or []
        if r.get("Dialect") == "ATHENA"
    ]
    if not definer(record) or not texts:
        return None
    columns = (record.get("StorageDescriptor") or {}).get("Columns") or []
    return {
        "originalSql": texts[0],
        "catalog": "awsdatacatalog",
        "schema": record["DatabaseName"],
        "columns": [{"name": c["Name"], "type": trino_type(c["Type"])} for c in columns],
    }
