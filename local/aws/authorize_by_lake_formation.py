"""What Lake Formation refuses of a statement, where it governs the object for the caller.

Texts follow what AWS answered in production, as docs/troubleshooting.md quotes it.
"""

from typing import Any

from ministack.services import glue

import definer_views
import lake_formation_access as lake_formation
from caller import Denied, denial, lake_formation_principal
from trino_engine import Reference

_ON_DATABASE = {"DESCRIBE": "Describe", "CREATE_TABLE": "Create Table"}
_CHANGES = {"glue:UpdateTable": ("ALTER", "Alter"), "glue:DeleteTable": ("DROP", "Drop")}


def _insufficient(permission: str, name: str) -> Denied:
    return Denied(f"Insufficient Lake Formation permission(s): Required {permission} on {name}")


def on_database(name: str, permission: str) -> None:
    who = lake_formation_principal()
    governed = who and name in glue._databases and lake_formation.governed(who, {"Database": {"Name": name}})
    if who and governed and not lake_formation.may_use_database(who, name, permission):
        raise _insufficient(_ON_DATABASE[permission], name)


def governor(database: str, name: str) -> str | None:
    """The caller, where Lake Formation decides over the table for it."""
    who, resource = lake_formation_principal(), {"Table": {"DatabaseName": database, "Name": name}}
    exists = f"{database}/{name}" in glue._tables
    return who if who and exists and lake_formation.governed(who, resource) else None


def change(database: str, name: str, action: str) -> None:
    """What making, changing or dropping a table or view takes beside the IAM action."""
    if action == "glue:CreateTable":
        on_database(database, "CREATE_TABLE")
    if action in _CHANGES:
        permission, word = _CHANGES[action]
        who = governor(database, name)
        if who and not lake_formation.may_use_table(who, database, name, permission):
            raise _insufficient(word, name)


def read(reference: Reference) -> None:
    """SELECT on the columns the statement uses (INSERT, where it writes), and lakeformation:GetDataAccess."""
    who = governor(reference.database, reference.table)
    if not who:
        return
    record = glue._tables[f"{reference.database}/{reference.table}"]
    if reference.written:
        if not lake_formation.may_use_table(who, reference.database, reference.table, "INSERT"):
            raise _insufficient("Insert", reference.table)
    else:
        _columns(reference, who, record)
    if not reference.is_view or definer_views.definer(record):
        text = denial("lakeformation:GetDataAccess", "*", via_athena=False)
        if text:
            raise Denied(text)


def of_definer(reference: Reference, definer: str) -> None:
    """The reader needs nothing on it, and the definer SELECT on all of it: a view whose definer lost it is broken for
    everybody (Lake Formation developer guide, working-with-views). The text is ours."""
    if not lake_formation.may_use_table(definer, reference.database, reference.table, "SELECT"):
        raise _insufficient("Select", reference.table)


def _columns(reference: Reference, who: str, record: dict[str, Any]) -> None:
    listed = (record.get("StorageDescriptor") or {}).get("Columns", []) + (record.get("PartitionKeys") or [])
    known = {c["Name"] for c in listed}
    columns = set(reference.columns) if reference.columns is not None else known
    hidden = {c for c in columns if c.startswith("$")}  # $path: no column list names it, so it needs the whole table
    granted = lake_formation.selectable(who, reference.database, reference.table, columns - hidden)
    whole = lake_formation.may_use_table(who, reference.database, reference.table, "SELECT")
    missing = columns - granted - (hidden if whole else set())
    anything = lake_formation.selectable(who, reference.database, reference.table, known)
    if not anything or (missing and reference.is_view and not definer_views.definer(record)):  # no filters on views
        raise _insufficient("Select", reference.table)
    if missing:
        raise Denied(
            f"Column '{min(missing)}' cannot be resolved or requester is not authorized to access requested resources",
            prefix="COLUMN_NOT_FOUND: line 1:8: ",
        )
