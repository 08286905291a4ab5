"""Whether a role of a deployed lake can query a bucket of small_packages.py.

python used_lake.py STACK ROLE BUCKET [KMS_KEY_ARN]    the key: without its use the same query must fail
"""

import json
import sys

import queries
from account import denied, expect, finish, step
from deployment import Deployment

_ROWS = 4  # two packages, each with a revision and `latest`


def without_key(key: str) -> str:
    statements = [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "kms:Decrypt", "Resource": key},
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


if __name__ == "__main__":
    stack, role, bucket, *keys = sys.argv[1:]
    lake = Deployment(stack)
    workgroup = lake.workgroup(role)
    sql = f'SELECT pkg_name FROM "{lake.database}"."{bucket}_packages-view"'
    with step(f"{role} queries the packages of {bucket}"):
        _, rows = queries.run(lake.session(role), workgroup, sql)
        expect(len(rows) == _ROWS, f"saw {rows}")
    for key in keys:
        with denied("the same without the key's use", "Permission denied on S3 path"):
            queries.run(lake.session(role, without_key(key)), workgroup, sql)
    finish("checks")
