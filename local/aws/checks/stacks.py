"""Small CloudFormation deployments for the checks."""

import json
import time
from typing import Any

from roles import root

Json = dict[str, Any]
_IN_PROGRESS = "_IN_PROGRESS"
_TIMEOUT_S = 60


def _template(resources: Json, outputs: Json | None = None) -> str:
    shown = {name: {"Value": value} for name, value in (outputs or {}).items()}
    return json.dumps({"Resources": resources, **({"Outputs": shown} if shown else {})})


def _settled(name: str) -> str:
    """The stack's status once nothing is in progress; GONE after a deletion."""
    for _ in range(_TIMEOUT_S * 10):
        try:
            status = root.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
        except Exception:
            return "GONE"
        if not status.endswith(_IN_PROGRESS):
            return status
        time.sleep(0.1)
    return "TIMEOUT"


def deploy(
    name: str, resources: Json, outputs: Json | None = None, update: bool = False, service_role: str | None = None
) -> str:
    cloudformation = root.client("cloudformation")
    act = cloudformation.update_stack if update else cloudformation.create_stack
    role = {"RoleARN": service_role} if service_role else {}
    act(StackName=name, TemplateBody=_template(resources, outputs), Capabilities=["CAPABILITY_NAMED_IAM"], **role)
    return _settled(name)


def remove(name: str) -> str:
    root.client("cloudformation").delete_stack(StackName=name)
    return _settled(name)


def output(name: str, key: str) -> str:
    found = root.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0].get("Outputs", [])
    return next(o["OutputValue"] for o in found if o["OutputKey"] == key)


def resource(kind: str, properties: Json, **attributes: Any) -> Json:
    return {"Type": kind, "Properties": properties, **attributes}
