"""Roles that are granted something, and the policy of the one that grants.

python grants_roles.py --create ROLE... | --delete ROLE... | --grants-role ROLE
"""

import json
import sys

from deployment import root

GRANTING = [
    "lakeformation:BatchGrantPermissions",
    "lakeformation:BatchRevokePermissions",
    "lakeformation:GetDataLakeSettings",
    "lakeformation:GrantPermissions",
    "lakeformation:ListLakeFormationOptIns",
    "lakeformation:ListPermissions",
    "lakeformation:ListResources",
    "lakeformation:RevokePermissions",
    "glue:GetDatabase",
    "glue:GetTable",
    "s3:*",
]


def document(statement: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


if __name__ == "__main__":
    iam = root.client("iam")
    account = root.client("sts").get_caller_identity()["Account"]
    trust = document({"Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": "sts:AssumeRole"})
    for role in sys.argv[2:]:
        if sys.argv[1] == "--create":
            iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust)
        elif sys.argv[1] == "--delete":
            iam.delete_role(RoleName=role)
        else:
            policy = document({"Action": GRANTING, "Resource": "*"})
            iam.put_role_policy(RoleName=role, PolicyName="grants", PolicyDocument=policy)
    print(len(sys.argv) - 2)
