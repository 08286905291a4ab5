"""A deployed lake as its users see it: the stack's outputs, and sessions of its roles."""

import re
from typing import Any

import boto3

root = boto3.Session()


class Deployment:
    def __init__(self, stack: str) -> None:
        found = root.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
        self.outputs = {o["OutputKey"]: o["OutputValue"] for o in found["Outputs"]}
        self.database = self.outputs["UserAthenaDatabaseName"]
        self.results_bucket = self.outputs["AthenaResultsBucketName"]

    def workgroup(self, role: str) -> str:
        return self.outputs[f"UserAthenaWorkgroupName{_output_suffix(role)}"]

    def role_arn(self, role: str) -> str:
        return self.outputs[f"RoleArn{_output_suffix(role)}"]

    def session(self, role: str, policy: str | None = None) -> boto3.Session:
        """Credentials of a role as STS gives them; *policy* is a session policy that narrows them."""
        return assume(self.role_arn(role), policy)


def assume(role_arn: str, policy: str | None = None) -> boto3.Session:
    extra: dict[str, Any] = {"Policy": policy} if policy else {}
    answer = root.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="demo", **extra)
    keys = answer["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def _output_suffix(role: str) -> str:
    """`read-only` → `ReadOnly`, as the library names its outputs."""
    return "".join(word[0].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", role) if word)
