"""A Quilt stack 1.62.1 as far as it concerns SQL, and sessions of its roles as its registry makes them.

python quilt_stack.py create STACK TEMPLATE            the stack, as Quilt's administrators install it
python quilt_stack.py parameter STACK NAME [VALUE]     another value of one of its parameters, empty without VALUE
"""

import pathlib
import sys
from typing import Any

import boto3

from account import expect
from deployment import root

_CAPABILITIES = ["CAPABILITY_NAMED_IAM"]


class QuiltStack:
    def __init__(self, name: str) -> None:
        cloudformation = root.client("cloudformation")
        found = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        self.name = name
        self.outputs = {o["OutputKey"]: o["OutputValue"] for o in found["Outputs"]}
        resources = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
        self.ids = {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in resources}
        self.database = self.outputs["UserAthenaDatabaseName"]

    def registry(self) -> boto3.Session:
        return assume(root, self.outputs["RegistryRoleARN"])

    def role(self, logical_id: str) -> boto3.Session:
        """A non-managed role's session: the registry assumes it as it is."""
        return assume(self.registry(), root.client("iam").get_role(RoleName=self.ids[logical_id])["Role"]["Arn"])

    def managed_role(self, extra_policies: list[str]) -> boto3.Session:
        """A managed role's session: of the one IAM role for all, narrowed to Quilt's policies and *extra_policies*."""
        arn = root.client("iam").get_role(RoleName=self.ids["ManagedUserRole"])["Role"]["Arn"]
        own = ("ManagedUserRoleBasePolicy", "BucketReadPolicy", "UserAthenaManagedRolePolicy")
        policies = [self.ids[logical_id] for logical_id in own] + extra_policies
        return assume(self.registry(), arn, PolicyArns=[{"arn": policy} for policy in policies])


def assume(session: boto3.Session, role_arn: str, **narrowed: Any) -> boto3.Session:
    answer = session.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="user", **narrowed)
    keys = answer["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def create(stack: str, template: str) -> None:
    cloudformation = root.client("cloudformation")
    body = pathlib.Path(template).read_text(encoding="utf-8")
    cloudformation.create_stack(StackName=stack, TemplateBody=body, Capabilities=_CAPABILITIES)
    _settle(stack, "stack_create_complete", "CREATE_COMPLETE")


def parameter(stack: str, name: str, value: str = "") -> None:
    cloudformation = root.client("cloudformation")
    others = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["Parameters"]
    kept = [{"ParameterKey": p["ParameterKey"], "UsePreviousValue": True} for p in others if p["ParameterKey"] != name]
    cloudformation.update_stack(
        StackName=stack,
        UsePreviousTemplate=True,
        Parameters=[*kept, {"ParameterKey": name, "ParameterValue": value}],
        Capabilities=_CAPABILITIES,
    )
    _settle(stack, "stack_update_complete", "UPDATE_COMPLETE")


def _settle(stack: str, waiter: str, wanted: str) -> None:
    cloudformation = root.client("cloudformation")
    cloudformation.get_waiter(waiter).wait(StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    status = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    expect(status == wanted, f"{stack} is {status}")


if __name__ == "__main__":
    {"create": create, "parameter": parameter}[sys.argv[1]](*sys.argv[2:])
