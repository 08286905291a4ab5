"""AWS::IAM::ManagedPolicy fails as IAM does: unknown roles, documents too large, too many policies on a role.

The emulator skips names it does not know and has no limits. Limits: IAM User Guide, "IAM and AWS STS quotas"; 20 is
the most managed policies a role can be allowed to have.
"""

import json
from typing import Any

from ministack.services import iam
from ministack.services.cloudformation import provisioners as cfn

Props = dict[str, Any]
_LARGEST_DOCUMENT = 6144
_MOST_POLICIES = 20


def _size(document: Any) -> int:
    """IAM does not count white space."""
    text = document if isinstance(document, str) else json.dumps(document, separators=(",", ":"))
    return len("".join(text.split()))


def _refuse(props: Props, attached_before: set[str]) -> None:
    size = _size(props.get("PolicyDocument") or {})
    if size > _LARGEST_DOCUMENT:
        raise ValueError(f"Cannot exceed quota for PolicySize: {_LARGEST_DOCUMENT} (it has {size} characters)")
    for name in props.get("Roles") or []:
        role = iam._roles.get(name)
        if role is None:
            raise ValueError(f"The role with name {name} cannot be found. (Service: Iam, Status Code: 404)")
        if name not in attached_before and len(role.get("AttachedPolicies") or []) >= _MOST_POLICIES:
            raise ValueError(f"Cannot exceed quota for PoliciesPerRole: {_MOST_POLICIES} ({name})")


def install() -> None:
    handlers = cfn._RESOURCE_HANDLERS["AWS::IAM::ManagedPolicy"]
    create, update = handlers["create"], handlers["update"]

    def checked_create(logical_id: str, props: Props, stack_name: str) -> Any:
        _refuse(props, set())
        return create(logical_id, props, stack_name)

    def checked_update(physical_id: str, old: Props, new: Props, *rest: Any, **named: Any) -> Any:
        _refuse(new, set(old.get("Roles") or []))
        return update(physical_id, old, new, *rest, **named)

    handlers.update(create=checked_create, update=checked_update)
