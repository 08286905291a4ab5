"""Who called Athena, and what IAM says about them.

Every check is made as Athena makes it: with the caller's own credentials, with aws:CalledVia set, on the object and
all its ancestors, bucket policies included. Texts follow the IAM guide, troubleshoot_access-denied.
"""

import contextvars
import uuid

import ministack.app as app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region

from principal_arn import role_arn

access_key: contextvars.ContextVar[str] = contextvars.ContextVar("athena_access_key", default="")
_VIA_ATHENA = {
    "aws:calledvia": ["athena.amazonaws.com"],
    "aws:calledviafirst": "athena.amazonaws.com",
    "aws:calledvialast": "athena.amazonaws.com",
    "aws:viaawsservice": "true",
}
INSUFFICIENT = "Insufficient permissions to execute the query. "
PERMISSION, S3_PERMISSION, INVALID_VIEW, WRITE_RESULT = 1500, 1501, 1107, 401  # AthenaError.ErrorType


class Denied(Exception):
    def __init__(self, text: str, error_type: int = PERMISSION, prefix: str = INSUFFICIENT) -> None:
        super().__init__(prefix + text)
        self.text, self.error_type = text, error_type


def glue_arn(kind: str, *names: str) -> str:
    return f"arn:aws:glue:{get_region()}:{get_account_id()}:{'/'.join((kind, *names))}"


def denial(action: str, arn: str, via_athena: bool = True, context: dict[str, str] | None = None) -> str | None:
    """None when allowed, else the sentence AWS writes. AUTH off and the account root: always allowed.

    *context* holds the service's own condition keys, such as s3:prefix.
    """
    if not app.AUTH:
        return None
    conditions = {**(_VIA_ATHENA if via_athena else {}), **(context or {})}
    denied = iam_evaluator.enforce(access_key.get(), action, action.split(":")[0], get_region(), arn, conditions)
    if denied is None:
        return None
    if not hasattr(denied, "decision"):
        return denied.message
    what = getattr(denied, "denied_action", action)  # an object's key may be what is denied
    kind = "a resource-based" if denied.resource_policy_arn else "an identity-based"
    why = (
        f"with an explicit deny in {kind} policy"
        if denied.decision == "Deny"
        else f"because no identity-based policy allows the {what} action"
    )
    where = getattr(denied, "denied_arn", arn)
    return f"User: {denied.principal_arn} is not authorized to perform: {what} on resource: {where} {why}"


def allowed(action: str, arn: str) -> bool:
    return denial(action, arn) is None


def require(action: str, arn: str, prefix: str = INSUFFICIENT, via_athena: bool = True) -> None:
    text = denial(action, arn, via_athena)
    if text:
        service = "AmazonDataCatalog" if action.startswith("glue:") else action.split(":")[0]
        raise Denied(
            f"{text} (Service: {service}; Status Code: 400; Error Code: AccessDeniedException; "
            f"Request ID: {uuid.uuid4()}; Proxy: null)",
            prefix=prefix,
        )


def lake_formation_principal() -> str | None:
    """The caller's role ARN (grants name roles, never sessions); None when Lake Formation does not apply."""
    if not app.AUTH:
        return None
    principal = iam_evaluator.resolve_principal(access_key.get(), get_account_id(), None)
    if getattr(principal, "policies", None) is None:
        return None  # the account root is this kit's operator
    return role_arn(principal.arn)
