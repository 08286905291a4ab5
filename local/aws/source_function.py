"""lambda:SourceFunctionArn: in every call that a function makes with its role (Lambda Developer Guide:
permissions-source-function-arn). The emulator gives a function a session of its role and forgets whose it is."""

from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

_KEY = "lambda:SourceFunctionArn"
_function_of: dict[str, str] = {}


def with_source(access_key_id: str, context: Any) -> dict[str, Any]:
    """The context of a request, with the function that makes it where one does."""
    arn = _function_of.get(access_key_id)
    return {**(context or {}), **({_KEY: arn} if arn else {})}


def install() -> None:
    credentials = lambda_runtime.execution_credentials

    def remembered(config: dict[str, Any]) -> dict[str, str]:
        made = credentials(config)
        _function_of[made["AWS_ACCESS_KEY_ID"]] = config.get("FunctionArn", "")
        return made

    lambda_runtime.execution_credentials = lambda_svc.execution_credentials = remembered
