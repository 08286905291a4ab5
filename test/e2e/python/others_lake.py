"""A database with a bucket's tables and a role, which belong to somebody else.

python others_lake.py DATABASE BUCKET ROLE
"""

import json
import sys

from classic_tables import tables_of
from deployment import root

if __name__ == "__main__":
    database, bucket, role = sys.argv[1:]
    glue, iam = root.client("glue"), root.client("iam")
    glue.create_database(DatabaseInput={"Name": database, "Description": "somebody else's"})
    for table in tables_of(database, bucket):
        glue.create_table(DatabaseName=database, TableInput=table)
    account = root.client("sts").get_caller_identity()["Account"]
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": "sts:AssumeRole"}
    deny = {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}
    documents = [json.dumps({"Version": "2012-10-17", "Statement": [rule]}) for rule in (trust, deny)]
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=documents[0])
    iam.put_role_policy(RoleName=role, PolicyName="own", PolicyDocument=documents[1])
