"""What an administrator of Lake Formation does to an account, once.

python govern_account.py DEPLOYING_ROLE_ARN BUCKET...

Databases and tables that are made from now on are Lake Formation's, it serves the buckets' data, and the deploying role
is an administrator, too.
"""

import sys

from deployment import root

if __name__ == "__main__":
    deploying, *buckets = sys.argv[1:]
    account = root.client("sts").get_caller_identity()["Account"]
    administrators = [f"arn:aws:iam::{account}:root", deploying]
    lake_formation = root.client("lakeformation")
    lake_formation.put_data_lake_settings(
        DataLakeSettings={
            "DataLakeAdmins": [{"DataLakePrincipalIdentifier": arn} for arn in administrators],
            "CreateDatabaseDefaultPermissions": [],
            "CreateTableDefaultPermissions": [],
        }
    )
    for bucket in buckets:
        lake_formation.register_resource(ResourceArn=f"arn:aws:s3:::{bucket}", UseServiceLinkedRole=True)
