"""Whether things that belong to others are as they were.

  python imported.py save FILE THING...          what they are like now
  python imported.py compare FILE [--attached]   the same again; --attached: roles may have got policies on top

A THING is `database:NAME` (with its tables), `role:NAME`, `workgroup:NAME`, `bucket:NAME` or `stack:NAME`.
"""

import json
import pathlib
import sys
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from account import expect, finish, step
from deployment import root

Json = dict[str, Any]


def _database(name: str) -> Json:
    glue = root.client("glue")
    pages = glue.get_paginator("get_tables").paginate(DatabaseName=name)
    tables = {table["Name"]: table for page in pages for table in page["TableList"]}
    return {"database": glue.get_database(Name=name)["Database"], "tables": tables}


def _role(name: str) -> Json:
    iam = root.client("iam")
    names = iam.list_role_policies(RoleName=name)["PolicyNames"]
    attached = [p["PolicyArn"] for p in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]]
    role = iam.get_role(RoleName=name)["Role"]
    role.pop("RoleLastUsed", None)
    return {
        "role": role,
        "inline": {each: iam.get_role_policy(RoleName=name, PolicyName=each)["PolicyDocument"] for each in names},
        "attached": {arn: _document(arn) for arn in attached},
    }


def _document(policy_arn: str) -> Any:
    iam = root.client("iam")
    version = iam.get_policy(PolicyArn=policy_arn)["Policy"]["DefaultVersionId"]
    return iam.get_policy_version(PolicyArn=policy_arn, VersionId=version)["PolicyVersion"]["Document"]


def _workgroup(name: str) -> Json:
    return root.client("athena").get_work_group(WorkGroup=name)["WorkGroup"]


def _bucket(name: str) -> Json:
    s3 = root.client("s3")

    def answer(call: Callable[..., Json]) -> Any:
        try:
            found = call(Bucket=name)
        except ClientError as error:
            return error.response["Error"]["Code"]
        return {key: value for key, value in found.items() if key != "ResponseMetadata"}

    return {
        "policy": answer(s3.get_bucket_policy),
        "lifecycle": answer(s3.get_bucket_lifecycle_configuration),
        "notifications": answer(s3.get_bucket_notification_configuration),
        "versioning": answer(s3.get_bucket_versioning),
    }


def _stack(name: str) -> Json:
    cloudformation = root.client("cloudformation")
    resources = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
    return {
        "template": cloudformation.get_template(StackName=name)["TemplateBody"],
        "resources": {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in resources},
    }


READ: dict[str, Callable[[str], Json]] = {
    "database": _database,
    "role": _role,
    "workgroup": _workgroup,
    "bucket": _bucket,
    "stack": _stack,
}


def now(thing: str) -> Json:
    kind, _, name = thing.partition(":")
    # The detour through text makes times comparable with those read from a file.
    return json.loads(json.dumps(READ[kind](name), default=str, sort_keys=True))


def without_new_policies(state: Json, before: Json) -> Json:
    """A role's state less what was attached since."""
    kept = {arn: document for arn, document in state["attached"].items() if arn in before["attached"]}
    return {**state, "attached": kept}


def difference(before: Any, after: Any, path: str = "") -> str:
    """The first place where two states differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            if before.get(key) != after.get(key):
                return difference(before.get(key), after.get(key), f"{path}/{key}")
    return f"{path}: {str(before)[:200]} became {str(after)[:200]}"


def compare(before: dict[str, Json], may_attach: bool) -> None:
    added = 0
    for thing, state in before.items():
        with step(f"{thing.replace(':', ' ')} is as it was"):
            found = now(thing)
            if may_attach and thing.startswith("role:"):
                added += len(found["attached"]) - len(state["attached"])
                found = without_new_policies(found, state)
            expect(found == state, difference(state, found))
    if may_attach:
        with step("policies were attached to its roles"):
            expect(added > 0, "no role has got any policy: nothing was compared")


if __name__ == "__main__":
    verb, file, *rest = sys.argv[1:]
    if verb == "save":
        states = {thing: now(thing) for thing in rest}
        pathlib.Path(file).write_text(json.dumps(states, indent=1), encoding="utf-8")
    else:
        compare(json.loads(pathlib.Path(file).read_text(encoding="utf-8")), "--attached" in rest)
        finish("checks")
