"""ListPermissions (Lake Formation API reference, and hashicorp/terraform-provider-aws#44574 for what it answers).

With principal and resource the permissions are effective: those on all tables of the database count, and what a
creator has without a grant. Otherwise they are the explicit ones. An empty page may have a token:

  POST /_fault {"match": "lakeformation.empty_page", "count": 1}
"""

import faults
import lake_formation as lf
import lake_formation_authority as authority
import lake_formation_conflicts as conflicts
from lake_formation import Json, LakeFormationError, invalid

_KINDS = {
    "CATALOG": ("Catalog",),
    "DATABASE": ("Database",),
    "TABLE": ("Table", "TableWithColumns"),
    "DATA_LOCATION": ("DataLocation",),
}


def _found(request: Json) -> list[Json]:
    resource, kind = request.get("Resource"), request.get("ResourceType")
    who = lf.principal_of(request) if request.get("Principal") else None
    if kind and kind not in _KINDS:
        raise invalid(f"not emulated: ResourceType {kind}")
    shown = conflicts.shown()
    if resource:
        entries = shown.on_object(resource, with_all_tables=who is not None)
    else:
        entries = list(shown.values()) if who is None else shown.of_principal(who)
    entries = [
        entry
        for entry in entries
        if (who is None or lf.principal_of(entry) == who)
        and (not kind or next(iter(entry["Resource"])) in _KINDS[kind])
    ]
    return entries + (_of_creator(who, resource) if who and resource else [])


def _of_creator(who: str, resource: Json) -> list[Json]:
    """What the developer guide calls implicit (implicit-permissions); that it counts as effective is our reading."""
    if not authority.owns(who, resource):
        return []
    every = sorted(authority.grantable(who, resource))
    principal = {"DataLakePrincipalIdentifier": who}
    kept = lf.with_catalog(resource)
    return [{"Principal": principal, "Resource": kept, "Permissions": every, "PermissionsWithGrantOption": every}]


def _start(token: str | None, size: int) -> int:
    if size < 1 or size > 1000:  # API reference: "Valid Range: Minimum value of 1. Maximum value of 1000."
        raise invalid("MaxResults must be between 1 and 1000")
    if token and not token.isdigit():
        raise invalid("The token is invalid")
    return int(token or 0)


def listing(request: Json) -> Json:
    resource = request.get("Resource") or {}
    if "TableWithColumns" in resource:
        raise invalid("Resource TableWithColumns is not supported; use Table.")
    if lf.table_of(resource) and not lf.table_of(resource)[1] and "TableWildcard" not in resource["Table"]:
        raise LakeFormationError("InvalidInputException", "Table: Name or TableWildcard is needed")
    size = int(request.get("MaxResults") or 100)
    start = _start(request.get("NextToken"), size)
    if faults.take("lakeformation.empty_page"):
        return {"PrincipalResourcePermissions": [], "NextToken": str(start)}
    found = authority.visible(_found(request))
    page: Json = {"PrincipalResourcePermissions": found[start : start + size]}
    return {**page, "NextToken": str(start + size)} if start + size < len(found) else page
