"""What a resource that could not be deleted depends on stays, so that the deletion can be repeated.

CloudFormation deletes dependents first, and a dependency only after them (CloudFormation user guide, DependsOn). The
emulator goes on with the dependencies: a custom resource whose Delete failed then lacks its function the next time.
"""

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import handlers, stacks

Json = dict[str, Any]


class _Remaining(dict[str, Json]):
    """A stack's resources during its deletion: the needed ones are not found by the emulator's loop."""

    def __init__(self, resources: Json, definitions: Json) -> None:
        super().__init__(resources)
        self._definitions = definitions

    def get(self, logical_id: str, default: Any = None) -> Any:
        failed = [i for i, r in self.items() if r.get("ResourceStatus") == "DELETE_FAILED"]
        needed = stacks._with_dependencies(failed, self._definitions, set(self)) if failed else set()
        return default if logical_id in needed and logical_id not in failed else super().get(logical_id, default)


def install() -> None:
    delete = stacks._delete_stack_async

    async def delete_stack(name: str, stack_id: str, retain_resources: Any = (), force: bool = False) -> None:
        stack = cloudformation._stacks.get(name)
        if not stack or force:  # a forced deletion retains the dependencies by itself
            return await delete(name, stack_id, retain_resources, force)
        for resource in stack["_resources"].values():  # an earlier attempt says nothing about this one
            if resource.get("ResourceStatus") == "DELETE_FAILED":
                resource["ResourceStatus"] = "CREATE_COMPLETE"
        stack["_resources"] = _Remaining(stack["_resources"], (stack.get("_template") or {}).get("Resources", {}))
        try:
            await delete(name, stack_id, retain_resources, force)
        finally:
            stack["_resources"] = dict(stack["_resources"])

    stacks._delete_stack_async = handlers._delete_stack_async = delete_stack
