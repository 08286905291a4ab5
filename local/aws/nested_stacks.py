"""Deleting a nested stack honours DeletionPolicy and fails when one of its resources does, as on CloudFormation.

The emulator deletes everything in it and only logs what fails; large lakes shard their tables into nested stacks.
"""

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners as cfn
from ministack.services.cloudformation import stacks
from ministack.services.cloudformation.engine import _topological_sort

Props = dict[str, Any]


def _in_order(child: Props) -> list[str]:
    """Logical ids of what the stack still holds, dependents first."""
    definitions, held = (child.get("_template") or {}).get("Resources", {}), list(child["_resources"])
    try:
        ordered = _topological_sort(definitions, child.get("_conditions", {}))
    except ValueError:
        ordered = held
    return [*(i for i in held if i not in ordered), *(i for i in reversed(ordered) if i in held)]


def _retained(child: Props, logical_id: str) -> bool:
    template = child.get("_template") or {}
    policy = stacks._resource_policy(
        template.get("Resources", {}).get(logical_id),
        "DeletionPolicy",
        child["_resources"],
        child.get("_resolved_params", {}),
        child.get("_conditions", {}),
        template.get("Mappings", {}),
        child["StackName"],
        child["StackId"],
    )
    return policy in cfn._RETAINING_POLICIES


def _delete_one(child: Props, logical_id: str) -> str | None:
    """None, or why it could not be deleted."""
    name, stack_id, found = child["StackName"], child["StackId"], child["_resources"][logical_id]
    kind, physical_id = found.get("ResourceType", ""), found.get("PhysicalResourceId", "")

    def event(status: str, reason: str = "") -> None:
        stacks._add_event(stack_id, name, logical_id, kind, status, reason, physical_id)

    if _retained(child, logical_id):
        event("DELETE_SKIPPED")
        del child["_resources"][logical_id]
        return None
    event("DELETE_IN_PROGRESS")
    try:
        cfn._delete_resource(kind, physical_id, found.get("Properties", {}), name, logical_id)
    except Exception as error:
        event("DELETE_FAILED", str(error))
        return f"{logical_id}: {error}"
    event("DELETE_COMPLETE")
    del child["_resources"][logical_id]
    return None


def install() -> None:
    handlers = cfn._RESOURCE_HANDLERS["AWS::CloudFormation::Stack"]
    finish = handlers["delete"]

    def delete(physical_id: str, props: Props) -> None:
        child = cloudformation._stacks.get(cfn._nested_stack_lookup_name(physical_id))
        if child and child.get("_resources"):
            failures = [failure for i in _in_order(child) if (failure := _delete_one(child, i))]
            if failures:
                child["StackStatus"] = "DELETE_FAILED"
                raise ValueError(f"Embedded stack {physical_id} was not successfully deleted: {'; '.join(failures)}")
        finish(physical_id, props)

    handlers["delete"] = delete
