"""What a Quilt registry does when buckets are added to its stack: their tables, and the policies that open them.

python quilt_registry.py STACK BUCKET...
"""

import json
import sys
from typing import Any

from classic_tables import tables_of
from quilt_stack import QuiltStack

_READ = ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"]
_LIST = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"]
_WRITE = ["s3:DeleteObject", "s3:PutObject", "s3:PutObjectTagging", "s3:RestoreObject"]


def add_tables(quilt: QuiltStack, buckets: list[str]) -> None:
    glue = quilt.registry().client("glue")
    for bucket in buckets:
        for table in tables_of(quilt.database, bucket):
            glue.create_table(DatabaseName=quilt.database, TableInput=table)


def open_buckets(quilt: QuiltStack, buckets: list[str]) -> None:
    """The stack makes both policies as placeholders; the registry writes them anew with every bucket."""
    objects = [f"arn:aws:s3:::{bucket}/*" for bucket in buckets]
    containers = [f"arn:aws:s3:::{bucket}" for bucket in buckets]
    statements = {
        "BucketReadPolicy": [_allow(_LIST, containers), _allow(_READ, objects)],
        "BucketWritePolicy": [_allow(_WRITE, objects)],
    }
    iam = quilt.registry().client("iam")
    for logical_id, rules in statements.items():
        document = json.dumps({"Version": "2012-10-17", "Statement": rules})
        iam.create_policy_version(PolicyArn=quilt.ids[logical_id], PolicyDocument=document, SetAsDefault=True)


def _allow(actions: list[str], resources: list[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


if __name__ == "__main__":
    stack = QuiltStack(sys.argv[1])
    add_tables(stack, sys.argv[2:])
    open_buckets(stack, sys.argv[2:])
