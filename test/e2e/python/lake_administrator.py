"""What an administrator of Lake Formation, and other people, do to an account. The local AWS plays Lake Formation.

python lake_administrator.py govern [ROLE_ARN...]      nothing new is left to IAM; these roles are administrators, too
python lake_administrator.py foreign DATABASE TABLE    somebody else's role gets grants on both
python lake_administrator.py replace DATABASE TABLE    dropped and made again, as it was: grants on it are lost
"""

import sys
from typing import Any

from deployment import root

FOREIGN = "somebody-elses"
_TRUST = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}'
_OF_THE_SERVICE = {"CatalogId", "CreatedBy", "CreateTime", "DatabaseName", "FederatedTable", "UpdateTime", "VersionId"}
_OF_THE_SERVICE |= {"IsMaterializedView", "IsMultiDialectView", "IsRegisteredWithLakeFormation", "Status"}


def account() -> str:
    return str(root.client("sts").get_caller_identity()["Account"])


def put_settings(roles: list[str]) -> None:
    administrators = [f"arn:aws:iam::{account()}:root", *roles]
    settings: dict[str, Any] = {
        "DataLakeAdmins": [{"DataLakePrincipalIdentifier": arn} for arn in administrators],
        "CreateDatabaseDefaultPermissions": [],
        "CreateTableDefaultPermissions": [],
    }
    root.client("lakeformation").put_data_lake_settings(DataLakeSettings=settings)


def govern(roles: list[str]) -> None:
    put_settings(roles)
    glue = root.client("glue")
    if "default" not in [found["Name"] for found in glue.get_databases()["DatabaseList"]]:
        glue.create_database(DatabaseInput={"Name": "default"})


def foreign(database: str, table: str) -> None:
    root.client("iam").create_role(RoleName=FOREIGN, AssumeRolePolicyDocument=_TRUST)
    who = {"DataLakePrincipalIdentifier": f"arn:aws:iam::{account()}:role/{FOREIGN}"}
    grant = root.client("lakeformation").grant_permissions
    grant(Principal=who, Resource={"Database": {"Name": database}}, Permissions=["DESCRIBE"])
    grant(Principal=who, Resource={"Table": {"DatabaseName": database, "Name": table}}, Permissions=["SELECT"])


def replace(database: str, table: str) -> None:
    glue = root.client("glue")
    found = glue.get_table(DatabaseName=database, Name=table)["Table"]
    glue.delete_table(DatabaseName=database, Name=table)
    glue.create_table(
        DatabaseName=database, TableInput={key: value for key, value in found.items() if key not in _OF_THE_SERVICE}
    )


if __name__ == "__main__":
    act, *arguments = sys.argv[1:]
    if act == "govern":
        govern(arguments)
    else:
        {"foreign": foreign, "replace": replace}[act](*arguments)
