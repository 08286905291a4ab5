"""A key whose policy lets the account's IAM policies decide; its ARN is the last line.

python kms_key.py
"""

import json

from deployment import root

if __name__ == "__main__":
    account = root.client("sts").get_caller_identity()["Account"]
    own = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": "kms:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [own]})
    print(root.client("kms").create_key(Policy=policy)["KeyMetadata"]["Arn"])
