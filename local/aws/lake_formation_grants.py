"""Grant and revoke: how an entry comes, grows, shrinks and goes."""

import lake_formation as lf
import lake_formation_conflicts as conflicts
import lake_formation_rules as rules
from lake_formation import IAP, Json, invalid
from lake_formation_authority import refuse_unauthorized

Form = tuple[Json, list[str]]


def stored_forms(who: str, resource: Json, permissions: list[str]) -> list[Form]:
    """How a request is kept and listed: SELECT on a table as TableWithColumns with a wildcard.

    hashicorp/terraform-provider-aws#17047, PR #20108. ALL brings such an entry along (same, #49453); the group that
    leaves a table to IAM has its ALL alone.
    """
    table = lf.table_of(resource)
    if table is None or "Table" not in resource:
        return [(lf.with_catalog(resource), permissions)]
    rest = [p for p in permissions if p != "SELECT"]
    select = "SELECT" in permissions or ("ALL" in permissions and who != IAP)
    forms: list[Form] = [(lf.with_catalog(lf.every_column(table)), ["SELECT"])] if select else []
    return [*forms, (lf.with_catalog(resource), rest)] if rest else forms


def _grantable(request: Json) -> set[str]:
    return set(request.get("PermissionsWithGrantOption") or [])


def _merged(old: Json, new: Json) -> Json:
    """One entry per table for named columns, and one for all but some: columns are added to what is there."""
    included, excluded = lf.columns_of(new)
    held, held_excluded = lf.columns_of(old)
    body = dict(new.get("TableWithColumns") or {})
    if included is not None and held is not None:
        return {"TableWithColumns": {**body, "ColumnNames": sorted(included | held)}}
    if "ColumnWildcard" in body:
        fewer = sorted(excluded & held_excluded)
        return {"TableWithColumns": {**body, "ColumnWildcard": {"ExcludedColumnNames": fewer} if fewer else {}}}
    return new


def _add(who: str, resource: Json, permissions: list[str], grantable: set[str]) -> None:
    key = (who, lf.key_of(resource))
    old = lf.store.grants.get(key)
    had: Json = old or {"Permissions": [], "PermissionsWithGrantOption": []}
    with_option = {"SELECT"} if "ALL" in grantable and permissions == ["SELECT"] else grantable & set(permissions)
    lf.store.grants[key] = {
        "Principal": {"DataLakePrincipalIdentifier": who},
        "Resource": _merged(old["Resource"], resource) if old else resource,
        "Permissions": sorted({*had["Permissions"], *permissions}),
        "PermissionsWithGrantOption": sorted({*had["PermissionsWithGrantOption"], *with_option}),
    }


def grant(request: Json) -> None:
    who, resource, permissions = lf.principal_of(request), request["Resource"], list(request["Permissions"])
    with conflicts.writing(resource):
        refuse_unauthorized(resource, set(permissions))
        rules.refuse_principal(who)
        rules.refuse_absent(resource)
        rules.refuse_combination(who, resource, set(permissions), _grantable(request))
        rules.refuse_while_left_to_iam(who, resource)
        forms = stored_forms(who, resource, permissions)
        for form, _ in forms:
            rules.refuse_conflict(who, form)
        for form, part in forms:
            _add(who, form, part, _grantable(request))


def _left_after(entry: Json, resource: Json) -> Json | None:
    """What stays of a list of columns when some of them are revoked."""
    included, _ = lf.columns_of(resource)
    held, _ = lf.columns_of(entry["Resource"])
    left = sorted((held or set()) - (included or set()))
    return {"TableWithColumns": {**entry["Resource"]["TableWithColumns"], "ColumnNames": left}} if left else None


def _held(who: str, resource: Json) -> tuple[Json | None, set[str]]:
    """The entry, and which of its permissions a revoke of this resource finds."""
    entry = lf.store.grants.get((who, lf.key_of(resource)))
    included, _ = lf.columns_of(resource)
    held = lf.columns_of(entry["Resource"])[0] if entry else None
    missing_columns = bool((included or set()) - (held or set()))
    return entry, set(entry["Permissions"]) if entry and not missing_columns else set()


def revoke(request: Json) -> None:
    """Nothing is checked about the principal: what a deleted role was granted can be revoked.

    What was not there is refused with the text the guide's users quote (aws-samples/
    sample-apache-ranger-to-lake-formation-converter); the grant option alone is not revocable here.
    """
    who, resource, permissions = lf.principal_of(request), request["Resource"], list(request["Permissions"])
    with conflicts.writing(resource):
        refuse_unauthorized(resource, set(permissions))
        forms = stored_forms(who, resource, permissions)
        asked = [(form, [p for p in part if p in permissions]) for form, part in forms]
        missing = sorted({p for form, part in asked for p in set(part) - _held(who, form)[1]})
        if missing:
            raise invalid(f"No permissions revoked. Grantee {who} does not have: {missing}")
        for form, part in forms:
            _take(who, form, part)


def _take(who: str, resource: Json, permissions: list[str]) -> None:
    key = (who, lf.key_of(resource))
    entry = _held(who, resource)[0]
    if entry is None:
        return
    if lf.columns_of(resource)[0] is not None:
        left = _left_after(entry, resource)
        if left:
            lf.store.grants[key] = {**entry, "Resource": left}
        else:
            del lf.store.grants[key]
        return
    names = ("Permissions", "PermissionsWithGrantOption")
    kept = {n: [p for p in entry[n] if p not in permissions] for n in names}
    if kept["Permissions"]:
        lf.store.grants[key] = {**entry, **kept}
    else:
        del lf.store.grants[key]
