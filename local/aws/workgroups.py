"""Workgroups as Athena keeps them: its defaults, its limits, partial updates, and no deletion while in use.

The emulator stores what it is given. Sources: Athena API Reference (WorkGroupConfiguration, UpdateWorkGroup,
DeleteWorkGroup) and its parameter RecursiveDeleteOption.
"""

import copy
import re
from typing import Any

from ministack.services import athena
from ministack.services.cloudformation import provisioners as cfn

Json = dict[str, Any]
ENGINE = "Athena engine version 3"
_NAME = re.compile(r"[a-zA-Z0-9._-]{1,128}")
_SMALLEST_CUTOFF = 10_000_000
_BOOLEANS = {
    "EnforceWorkGroupConfiguration": True,
    "PublishCloudWatchMetricsEnabled": True,
    "RequesterPaysEnabled": False,
}
_RESULT_KEYS = ("OutputLocation", "EncryptionConfiguration", "ExpectedBucketOwner", "AclConfiguration")


class InvalidWorkgroup(ValueError):
    """Athena's own words for what is wrong with a workgroup."""


def _boolean(value: Any) -> bool:
    return str(value).lower() == "true"


def configuration(given: Json) -> Json:
    """The whole configuration Athena keeps for what a client or a template states."""
    settings = copy.deepcopy(given)
    for key, default in _BOOLEANS.items():
        settings[key] = _boolean(settings.get(key, default))
    cutoff = settings.get("BytesScannedCutoffPerQuery")
    if cutoff is not None:
        settings["BytesScannedCutoffPerQuery"] = int(cutoff)
        if int(cutoff) < _SMALLEST_CUTOFF:
            raise InvalidWorkgroup(f"BytesScannedCutoffPerQuery must be at least {_SMALLEST_CUTOFF}")
    selected = (settings.get("EngineVersion") or {}).get("SelectedEngineVersion") or "AUTO"
    if selected not in ("AUTO", ENGINE):
        raise InvalidWorkgroup(f"Engine version {selected} is not supported")
    settings["EngineVersion"] = {"SelectedEngineVersion": selected, "EffectiveEngineVersion": ENGINE}
    if keeps_results({"Configuration": settings}) and (settings.get("ResultConfiguration") or {}).get("OutputLocation"):
        raise InvalidWorkgroup("ResultConfiguration and ManagedQueryResultsConfiguration cannot both be set")
    return settings


def keeps_results(workgroup: Json) -> bool:
    """Whether Athena stores the results itself, without a location in S3."""
    settings = workgroup.get("Configuration") or {}
    return _boolean((settings.get("ManagedQueryResultsConfiguration") or {}).get("Enabled", False))


def updated(current: Json, updates: Json) -> Json:
    """*current* with the changes of UpdateWorkGroup's ConfigurationUpdates."""
    settings = copy.deepcopy(current)
    for key in (*_BOOLEANS, "BytesScannedCutoffPerQuery", "EngineVersion"):
        if key in updates:
            settings[key] = updates[key]
    if _boolean(updates.get("RemoveBytesScannedCutoffPerQuery", False)):
        settings.pop("BytesScannedCutoffPerQuery", None)
    if "ManagedQueryResultsConfigurationUpdates" in updates:
        settings["ManagedQueryResultsConfiguration"] = updates["ManagedQueryResultsConfigurationUpdates"]
    results, changes = settings.setdefault("ResultConfiguration", {}), updates.get("ResultConfigurationUpdates") or {}
    for key in _RESULT_KEYS:
        if _boolean(changes.get(f"Remove{key}", False)):
            results.pop(key, None)
        if key in changes:
            results[key] = changes[key]
    return configuration(settings)


def _contents(name: str) -> list[tuple[Any, str]]:
    """(store, id) of saved queries, prepared statements and the query history: what keeps a workgroup in use."""
    stores = (
        (athena._named_queries, "WorkGroup"),
        (athena._prepared_statements, "WorkGroupName"),
        (athena._executions, "WorkGroup"),
    )
    return [(store, i) for store, key in stores for i, entry in store.items() if entry.get(key) == name]


def _invalid(message: str) -> Any:
    return athena.error_response_json("InvalidRequestException", message, 400)


def create(data: Json) -> Any:
    name = data.get("Name") or ""
    if not _NAME.fullmatch(name):
        return _invalid(f"Invalid WorkGroup name: {name!r}")
    try:
        settings = configuration(data.get("Configuration") or {})
    except InvalidWorkgroup as error:
        return _invalid(str(error))
    return _emulator_create({**data, "Configuration": settings})


def update(data: Json) -> Any:
    found = athena._workgroups.get(data.get("WorkGroup"))
    if found is not None and "ConfigurationUpdates" in data:
        try:
            found["Configuration"] = updated(found.get("Configuration") or {}, data["ConfigurationUpdates"])
        except InvalidWorkgroup as error:
            return _invalid(str(error))
    return _emulator_update({k: v for k, v in data.items() if k != "ConfigurationUpdates"})


def delete(data: Json) -> Any:
    name = data.get("WorkGroup") or ""
    if name not in athena._workgroups:
        return _invalid(f"WorkGroup {name} is not found.")
    contents = _contents(name) if name != "primary" else []
    if contents and not _boolean(data.get("RecursiveDeleteOption", False)):
        return _invalid(f"WorkGroup {name} is not empty")
    for store, entry_id in contents:
        del store[entry_id]
    return _emulator_delete(data)


def _primary() -> None:
    """Unlike other workgroups, `primary` leaves the client's settings alone."""
    if "primary" not in athena._workgroups:
        _emulator_primary()
        settings = {**athena._workgroups["primary"]["Configuration"], "EnforceWorkGroupConfiguration": False}
        athena._workgroups["primary"]["Configuration"] = configuration(settings)


def _listed(data: Json) -> Any:
    summaries = [
        {
            **{key: found[key] for key in ("Name", "State", "Description", "CreationTime") if key in found},
            "EngineVersion": (found.get("Configuration") or {}).get("EngineVersion") or {},
        }
        for found in athena._workgroups.values()
    ]
    start, size = int(data.get("NextToken") or 0), int(data.get("MaxResults") or 50)
    page: Json = {"WorkGroups": summaries[start : start + size]}
    if start + size < len(summaries):
        page["NextToken"] = str(start + size)
    return athena.json_response(page)


def _cloudformation() -> None:
    """Templates get the same defaults and limits; a workgroup in use fails the deletion of its stack."""

    def apply(name: str, props: Json) -> None:
        settings = configuration(props.get("WorkGroupConfiguration") or {})
        emulator_apply(name, {**props, "WorkGroupConfiguration": settings})

    def make(logical_id: str, props: Json, stack_name: str) -> Any:
        configuration(props.get("WorkGroupConfiguration") or {})  # refused before anything is made
        return emulator_make(logical_id, props, stack_name)

    def remove(physical_id: str, props: Json) -> None:
        if physical_id not in athena._workgroups:
            return
        request = {"WorkGroup": physical_id, "RecursiveDeleteOption": props.get("RecursiveDeleteOption", False)}
        status, _, body = delete(request)
        if status >= 400:
            raise ValueError(f"AWS::Athena::WorkGroup delete failed: {body!r}")

    handlers = cfn._RESOURCE_HANDLERS["AWS::Athena::WorkGroup"]
    emulator_apply, emulator_make = cfn._athena_workgroup_apply, handlers["create"]
    cfn._athena_workgroup_apply = apply
    handlers.update(create=make, delete=remove)


_emulator_create, _emulator_update = athena._create_workgroup, athena._update_workgroup
_emulator_delete, _emulator_primary = athena._delete_workgroup, athena._ensure_default_workgroup


def install() -> None:
    athena._create_workgroup, athena._update_workgroup, athena._delete_workgroup = create, update, delete
    athena._list_workgroups, athena._ensure_default_workgroup = _listed, _primary
    _cloudformation()
