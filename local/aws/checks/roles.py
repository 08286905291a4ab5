"""Roles of the check's account, and sessions of them."""

import json
import os
from typing import Any

import boto3

ACCOUNT, REGION = "000000000000", "us-east-1"
os.environ.setdefault("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
os.environ.update(
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION=REGION,
    QUILT_DISABLE_USAGE_METRICS="true",
    QUILT_DISABLE_CACHE="true",
    AWS_EC2_METADATA_DISABLED="true",
)
root = boto3.Session(region_name=REGION)
VIA = {"ForAnyValue:StringEquals": {"aws:CalledVia": ["athena.amazonaws.com"]}}


def glue_arns(*resources: str) -> list[str]:
    return [f"arn:aws:glue:{REGION}:{ACCOUNT}:{r}" for r in resources]


def statements(
    groups: list[str], prefix: str, buckets: list[str], databases: list[str], tables: list[str]
) -> list[Any]:
    """The policy the library gives a role (docs/security.md), reduced to what this account has."""
    rules: list[Any] = [
        {
            "Effect": "Allow",
            "Action": [
                "athena:StartQueryExecution",
                "athena:GetQueryExecution",
                "athena:GetQueryResults",
                "athena:StopQueryExecution",
                "athena:GetWorkGroup",
                "athena:GetPreparedStatement",
                "athena:CreatePreparedStatement",
                "athena:DeletePreparedStatement",
            ],
            "Resource": [f"arn:aws:athena:{REGION}:{ACCOUNT}:workgroup/{g}" for g in groups],
        },
        {
            "Effect": "Allow",
            "Action": ["athena:GetDataCatalog", "athena:ListDatabases", "athena:ListTableMetadata"],
            "Resource": f"arn:aws:athena:{REGION}:{ACCOUNT}:datacatalog/*",
        },
        {
            "Effect": "Allow",
            "Action": ["glue:GetDatabase", "glue:GetDatabases"],
            "Condition": VIA,
            "Resource": glue_arns("catalog", *(f"database/{d}" for d in databases)),
        },
        {"Effect": "Allow", "Action": "s3:GetBucketLocation", "Resource": "arn:aws:s3:::kit-results", "Condition": VIA},
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject"],
            "Condition": VIA,
            "Resource": [f"arn:aws:s3:::kit-results/{prefix}/*", "arn:aws:s3:::kit-results/free/*"],
        },
        {"Effect": "Allow", "Action": "lakeformation:GetDataAccess", "Resource": "*"},
        {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*", "Condition": VIA},
    ]
    if tables:
        rules.append(
            {
                "Effect": "Allow",
                "Action": ["glue:GetTable", "glue:GetTables"],
                "Condition": VIA,
                "Resource": glue_arns(
                    "catalog", *(f"database/{d}" for d in databases), *(f"table/{t}" for t in tables)
                ),
            }
        )
    for bucket in buckets:
        rules += [
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": f"arn:aws:s3:::{bucket}"},
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"},
        ]
    return rules


def role(name: str, rules: list[Any]) -> None:
    trust = [{"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}]
    iam = root.client("iam")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": trust}))
    iam.put_role_policy(
        RoleName=name, PolicyName="access", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": rules})
    )


def role_arn(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


def session(name: str, deny: tuple[str, str] | None = None) -> boto3.Session:
    """Credentials of a role; *deny* = (action, resource) taken away again by a session policy."""
    extra = {}
    if deny:
        rules = [
            {"Effect": "Allow", "Action": "*", "Resource": "*"},
            {"Effect": "Deny", "Action": deny[0], "Resource": deny[1]},
        ]
        extra["Policy"] = json.dumps({"Version": "2012-10-17", "Statement": rules})
    keys = root.client("sts").assume_role(RoleArn=role_arn(name), RoleSessionName="check", **extra)["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=REGION)
