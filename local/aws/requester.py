"""Whose rights an operation is made with, for what Lake Formation decides by: the principal behind each HTTP request.

A stack's resources are made by the service role of the stack where one was named, which "CloudFormation uses for all
future operations on the stack" (CloudFormation API reference, CreateStack: RoleARN), else by the caller. The emulator
itself makes them as the account root. `cdk bootstrap` names such a role, so it owns what `cdk deploy` creates.
"""

import contextvars
from collections.abc import Callable
from typing import Any

import ministack.app as app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.core.router import extract_access_key_id
from ministack.services import cloudformation

from principal_arn import role_arn

_access_key: contextvars.ContextVar[str] = contextvars.ContextVar("requester_access_key", default="")
_service_role: contextvars.ContextVar[str | None] = contextvars.ContextVar("requester_service_role", default=None)
_STACK_OPERATIONS = (
    "CreateStack",
    "UpdateStack",
    "DeleteStack",
    "CreateChangeSet",
    "ExecuteChangeSet",
    "RollbackStack",
    "ContinueUpdateRollback",
)
_role_of_stack: dict[str, str] = {}


def requester() -> str | None:
    """The role's or user's ARN (never a session's); None for the account root and where IAM is not enforced."""
    if not app.AUTH:
        return None
    if _service_role.get():
        return _service_role.get()
    principal = iam_evaluator.resolve_principal(_access_key.get(), get_account_id(), None)
    if getattr(principal, "policies", None) is None:
        return None
    return role_arn(principal.arn)


def _value(parameters: Any, name: str) -> str:
    found = parameters.get(name) or ""
    return str(found[0] if isinstance(found, list) else found)


def _stack_name(parameters: Any) -> str:
    """The name, whichever of name, stack ARN and change set ARN the request has."""
    named = _value(parameters, "StackName")
    if not named:
        change_set = _value(parameters, "ChangeSetName")
        named = next(
            (s["StackName"] for s in cloudformation._change_sets.values() if s["ChangeSetId"] == change_set),
            "",
        )
    return named.split("/")[1] if named.startswith("arn:") else named


def _with_service_role(action: str, handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def handle(parameters: Any) -> Any:
        name, role = _stack_name(parameters), _value(parameters, "RoleARN")
        if role:
            _role_of_stack[name] = role
        elif action == "CreateStack" or _value(parameters, "ChangeSetType") == "CREATE":
            _role_of_stack.pop(name, None)  # an earlier stack of this name
        _service_role.set(_role_of_stack.get(name))  # the stack's task is created in this context
        return handler(parameters)

    return handle


def install() -> None:
    inner, handlers = app.app, cloudformation._ACTION_HANDLERS

    async def asgi(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            headers = {k.decode().lower(): v.decode("latin-1") for k, v in scope["headers"]}
            _access_key.set(extract_access_key_id(headers, {}) or "")
            _service_role.set(None)
        return await inner(scope, receive, send)

    app.app = asgi
    for name in _STACK_OPERATIONS:
        if name in handlers:
            handlers[name] = _with_service_role(name, handlers[name])
