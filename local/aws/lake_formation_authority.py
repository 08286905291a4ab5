"""Who may grant and revoke, and who sees what.

Administrators, those who hold what is passed on with grant option, and creators (Lake Formation developer guide:
implicit-permissions, lf-permissions-overview). The account root is this emulator's administrator.
"""

from collections.abc import Iterator

import lake_formation as lf
from lake_formation import Json, LakeFormationError
from requester import requester

_OF_TABLE = {"ALL", "ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"}
_OF_DATABASE = {"ALL", "ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"}


def is_administrator(who: str | None) -> bool:
    return who is None or lf.is_named_in(who, "DataLakeAdmins")


def owner_key(resource: Json) -> str | None:
    table = lf.table_of(resource)
    if table:
        return f"{table[0]}/{table[1]}" if table[1] else None
    database = resource.get("Database")
    return database["Name"] if database else None


def owns(who: str, resource: Json) -> bool:
    """Creators have every permission, with grant option, on the database or the table they created; a database's
    creator has none on the tables of others in it (implicit-permissions)."""
    key = owner_key(resource)
    return key is not None and lf.store.owners.get(key) == who


def _covering(who: str, resource: Json) -> Iterator[Json]:
    """The principal's entries that reach this resource: the table's own, and those on all tables of its database."""
    return (e for e in lf.store.grants.on_object(resource, with_all_tables=True) if lf.principal_of(e) == who)


def _reaches(entry: Json, resource: Json) -> bool:
    """A grantor's column list passes on its own columns only."""
    included, excluded = lf.columns_of(entry["Resource"])
    wanted, _ = lf.columns_of(resource)
    if included is not None:
        return wanted is not None and wanted <= included
    return not excluded


def grantable(who: str, resource: Json) -> set[str]:
    if owns(who, resource):
        return _OF_TABLE if lf.table_of(resource) else _OF_DATABASE
    held: set[str] = set()
    for entry in _covering(who, resource):
        if _reaches(entry, resource):
            held |= set(entry["PermissionsWithGrantOption"])
    if "ALL" in held:
        held |= _OF_TABLE if lf.table_of(resource) else _OF_DATABASE
    return held


def refuse_unauthorized(resource: Json, permissions: set[str]) -> None:
    """One text for what is not there and for what the caller may not pass on.

    The code is the one of the developer guide's document history ("updated error message"); issues also show
    AccessDeniedException with it (hashicorp/terraform-provider-aws#38982).
    """
    who = requester()
    if who is None or is_administrator(who) or permissions <= grantable(who, resource):
        return
    raise LakeFormationError(
        "EntityNotFoundException",
        "Resource does not exist or requester is not authorized to access requested permissions.",
    )


def visible(entries: list[Json]) -> list[Json]:
    """ListPermissions is "filtered by the permissions of the caller": administrators (read-only ones too) see all,
    others what they hold, and the resources they may grant on."""
    who = requester()
    if who is None or is_administrator(who) or lf.is_named_in(who, "ReadOnlyAdmins"):
        return entries
    return [e for e in entries if lf.principal_of(e) == who or grantable(who, e["Resource"])]
