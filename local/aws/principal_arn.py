"""aws:PrincipalArn of a role's session is the role's ARN, not the session's.

"For IAM roles, the request context returns the ARN of the role, not the ARN of the user that assumed the role" (IAM
User Guide, global condition keys). The emulator answers the session's, so `ArnNotLike aws:PrincipalArn <role>` in a
bucket policy's Deny would hit the very role it excepts.
"""

from typing import Any

from ministack.core import iam_evaluator
from ministack.services import iam


def role_arn(session_arn: str) -> str:
    """The role behind `arn:aws:sts::<account>:assumed-role/<name>/<session>`; any other ARN as it is."""
    if ":assumed-role/" not in session_arn:
        return session_arn
    account, name = session_arn.split(":")[4], session_arn.split("/")[1]
    return (iam._roles.get(name) or {}).get("Arn") or f"arn:aws:iam::{account}:role/{name}"


def install() -> None:
    resolve = iam_evaluator._resolve_condition_key

    def resolve_condition_key(key: str, context: Any) -> Any:
        value = resolve(key, context)
        return role_arn(value) if key.lower() == "aws:principalarn" else value

    iam_evaluator._resolve_condition_key = resolve_condition_key
