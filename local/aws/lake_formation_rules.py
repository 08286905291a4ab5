"""What Lake Formation refuses to grant, whoever asks.

LFDG is the Lake Formation developer guide (docs.aws.amazon.com/lake-formation/latest/dg).
"""

from ministack.core.responses import get_account_id
from ministack.services import glue, iam

import lake_formation as lf
from lake_formation import IAP, Json, LakeFormationError, invalid

# LFDG lf-permissions-reference; a view has fewer: LFDG working-with-views.
_TABLE = {"ALL", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"}
_VIEW = {"ALL", "DESCRIBE", "DROP", "SELECT"}
_OF_KIND = {
    "Database": {"ALL", "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"},
    "DataLocation": {"DATA_LOCATION_ACCESS"},
    "Table": _TABLE,
    "TableWithColumns": {"SELECT"},
}


def refuse_principal(who: str) -> None:
    """A role, a user or a group that is there: never a role's session, never one that was deleted.

    LFDG lf-permissions-reference names the kinds; aws/aws-cdk#19492 shows the text for a role that was deleted. The
    role's ARN has its path in it.
    """
    account = who.split(":")[4] if who.startswith("arn:") and who.count(":") >= 5 else None
    name = who.rsplit("/", 1)[-1]
    if account is None:
        known = who == IAP or who.endswith(":IAMPrincipals") or who.isdigit()
    elif ":assumed-role/" in who:
        known = False
    elif account != get_account_id():
        known = True  # of another account: nothing here could tell
    elif ":role/" in who:
        known = (iam._roles.get(name) or {}).get("Arn") == who
    elif ":user/" in who:
        known = (iam._users.get(name) or {}).get("Arn") == who
    else:
        known = True
    if not known:
        raise invalid("Invalid principal")


def _record(table: lf.Table | None) -> Json | None:
    return glue._tables.get(f"{table[0]}/{table[1]}") if table and table[1] else None


def refuse_absent(resource: Json) -> None:
    """The words an administrator gets; everybody else's do not tell what exists (see lake_formation_authority)."""
    table = lf.table_of(resource)
    database = table[0] if table else (resource.get("Database") or {}).get("Name")
    if database and database not in glue._databases:
        raise LakeFormationError("EntityNotFoundException", f"Database not found: {database}")
    if table and table[1] and _record(table) is None:
        raise LakeFormationError("EntityNotFoundException", f"Table not found: {table[1]}")
    _refuse_unknown_columns(resource, _record(table))


def _refuse_unknown_columns(resource: Json, record: Json | None) -> None:
    included, excluded = lf.columns_of(resource)
    named = (included or set()) | excluded
    if not named or record is None:
        return
    partitioned = {c["Name"] for c in record.get("PartitionKeys") or []}
    columns = {c["Name"] for c in (record.get("StorageDescriptor") or {}).get("Columns") or []}
    for name in sorted(named & partitioned):  # LFDG data-filtering: no column filter on partition keys
        raise invalid(f"{lf.INVALID} Column {name} is a partition key")
    for name in sorted(named - columns - partitioned):  # that it is refused is known, its code and text are ours
        raise invalid(f"Column not found: {name}")


def refuse_combination(who: str, resource: Json, permissions: set[str], grantable: set[str]) -> None:
    """What a kind of resource cannot carry."""
    kind = next(iter(resource))
    table, filtered = lf.table_of(resource), lf.is_filtered(resource)
    if kind in _OF_KIND and permissions - _OF_KIND[kind]:  # SELECT on a database, DESCRIBE on columns, ...
        raise invalid()
    if filtered and table and table[1] is None:  # LFDG lf-permissions-reference: all tables only with all columns
        raise invalid()
    if lf.columns_of(resource)[1] and grantable:  # LFDG granting-table-permissions: no grant option when excluding
        raise invalid()
    record = _record(table)
    # Athena user guide, lf-athena-limitations: column-level permissions are not available for a view. A Glue view's
    # readers may have them (LFDG working-with-views).
    if record and record.get("TableType") == "VIRTUAL_VIEW":
        if permissions - _VIEW:
            raise invalid()
        if filtered and not record.get("ViewDefinition"):
            raise invalid()
    if who == IAP and table and table[1] is None:  # as aws-samples' Ranger converter was answered
        raise invalid("Grant on table wildcard is not allowed.")


def refuse_while_left_to_iam(who: str, resource: Json) -> None:
    """Sharing with another account while IAM_ALLOWED_PRINCIPALS holds the table (LFDG cross-account-prereqs)."""
    other = who.isdigit() and who != get_account_id()
    other = other or (who.startswith("arn:") and who.split(":")[4] not in ("", get_account_id()))
    table = lf.table_of(resource)
    if not other or not table or not table[1]:
        return
    if (IAP, lf.key_of({"Table": {"DatabaseName": table[0], "Name": table[1]}})) in lf.store.grants:
        raise invalid("Please revoke permission(s) for IAM_ALLOWED_PRINCIPALS on the table.")


def refuse_conflict(who: str, resource: Json) -> None:
    """SELECT on a table and on some of its columns exclude each other, and an existing grant is not narrowed.

    Revoke first, then grant: aws-samples/sample-apache-ranger-to-lake-formation-converter @7120985.
    """
    if "TableWithColumns" not in resource:
        return
    included, excluded = lf.columns_of(resource)
    for entry in lf.store.grants.on_object(resource):
        other = entry["Resource"]
        if lf.principal_of(entry) != who or "TableWithColumns" not in other:
            continue
        held, held_excluded = lf.columns_of(other)
        if (included is None) != (held is None):
            raise invalid()
        if (included is not None and held is not None and included < held) or excluded - held_excluded:
            raise invalid()
