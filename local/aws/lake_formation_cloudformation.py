"""AWS::LakeFormation types, made with the rights of whoever deploys the stack.

PrincipalPermissions has known manners that are kept here: every property replaces it; Create fails where the
principal already has SELECT on the table (cloudformation-coverage-roadmap#2500); Delete revokes everything the
principal has on the resource, also what somebody granted by hand, and does not mind if there is nothing.
"""

import json
from typing import Any

from ministack.core.responses import get_account_id

import lake_formation as lf
from lake_formation import IAP, Json, LakeFormationError
from lake_formation_grants import stored_forms
from lake_formation_service import call

_REQUEST = ("Principal", "Resource", "Permissions", "PermissionsWithGrantOption")


def _request(properties: Json) -> Json:
    return {k: properties[k] for k in _REQUEST if properties.get(k) is not None}


def grant(logical_id: str, properties: Json, stack: str) -> Any:
    request = _request(properties)
    who = lf.principal_of(request)
    for form, _ in stored_forms(who, request["Resource"], list(request["Permissions"])):
        if "TableWithColumns" in form and who != IAP and (who, lf.key_of(form)) in lf.store.grants:
            raise ValueError(f"Resource of type 'AWS::LakeFormation::PrincipalPermissions' already exists for {who}")
    try:
        call("GrantPermissions", **request)
    except LakeFormationError as error:
        raise ValueError(f"{error} (Service: LakeFormation, Status Code: 400, Error Code: {error.code})") from error
    ids = {
        "PrincipalIdentifier": json.dumps(properties["Principal"]),
        "ResourceIdentifier": json.dumps(request["Resource"]),
    }
    return "|".join(ids.values()), ids


def revoke(physical_id: str, properties: Json) -> None:
    request = _request(properties)
    who, resource = lf.principal_of(request), request["Resource"]
    for form, _ in stored_forms(who, resource, ["ALL", "SELECT"]):
        entry = lf.store.grants.get((who, lf.key_of(form)))
        if entry:
            held = "TableWithColumns" in form and "TableWithColumns" in resource
            call(
                "RevokePermissions",
                Principal=entry["Principal"],
                Resource=resource if held else entry["Resource"],
                Permissions=entry["Permissions"],
            )


def settings(logical_id: str, properties: Json, stack: str) -> Any:
    keys = {
        "Admins": "DataLakeAdmins",
        "ReadOnlyAdmins": "ReadOnlyAdmins",
        "CreateDatabaseDefaultPermissions": "CreateDatabaseDefaultPermissions",
        "CreateTableDefaultPermissions": "CreateTableDefaultPermissions",
        "Parameters": "Parameters",
    }
    call("PutDataLakeSettings", DataLakeSettings={keys[k]: v for k, v in properties.items() if k in keys})
    return get_account_id(), {}


def register(logical_id: str, properties: Json, stack: str) -> Any:
    keys = ("ResourceArn", "RoleArn", "UseServiceLinkedRole", "HybridAccessEnabled", "WithFederation")
    call("RegisterResource", **{k: properties[k] for k in keys if k in properties})
    return properties["ResourceArn"], {}


def install(register_type: Any) -> None:
    """*register_type* is cloudformation_types' own way of adding a handler."""
    register_type("AWS::LakeFormation::PrincipalPermissions", grant, revoke, create_only=("Catalog", *_REQUEST))
    register_type("AWS::LakeFormation::DataLakeSettings", settings, lambda i, p: None)
    register_type(
        "AWS::LakeFormation::Resource",
        register,
        lambda i, p: call("DeregisterResource", ResourceArn=i),
        create_only=("ResourceArn",),
    )
