"""POST /_ministack/reset: as a new account, Lake Formation and injected faults included. Last, as nothing is left."""

from typing import Any

from harness import check
from lake_formation_world import control
from roles import root


def emptied() -> None:
    lake, glue = root.client("lakeformation"), root.client("glue")
    lake.put_data_lake_settings(DataLakeSettings={"DataLakeAdmins": [], "CreateTableDefaultPermissions": []})
    control("POST", "/_fault", {"match": "lakeformation.visibility", "delay_seconds": 60})
    control("POST", "/_ministack/reset")
    check("no fault is left", control("GET", "/_fault") == [])
    found: Any = lake.list_permissions()["PrincipalResourcePermissions"]
    check("no grant", found == [], found)
    check("no location", lake.list_resources()["ResourceInfoList"] == [])
    check("no opt-in", lake.list_lake_formation_opt_ins()["LakeFormationOptInsInfoList"] == [])
    settings = lake.get_data_lake_settings()["DataLakeSettings"]
    check("no administrator", settings.get("DataLakeAdmins") == [], settings)
    glue.create_database(DatabaseInput={"Name": "anew"})
    found = lake.list_permissions()["PrincipalResourcePermissions"]
    principals = {entry["Principal"]["DataLakePrincipalIdentifier"] for entry in found}
    check("what is new is left to IAM again", "IAM_ALLOWED_PRINCIPALS" in principals, found)
