"""Who may grant, and who sees which grants: administrators, holders of grant options, creators, strangers."""

from typing import Any

from harness import attempt, check, permitted
from lake_formation_world import (
    DATABASE,
    EVERYBODY,
    build,
    client,
    glue,
    granted,
    held,
    lake,
    named_roles,
    not_allowed,
    not_granted,
    on_all_tables,
    on_columns,
    on_database,
    on_table,
    request,
    revoke_all,
    settings,
)
from roles import role_arn, session


def authority() -> None:
    build()
    _authority()
    _creators()
    _administrators()
    _what_is_listed()


def _authority() -> None:
    keeper, wish = client("lf-keeper"), request("lf-reader", on_table(), "SELECT")
    not_allowed("grant by one who holds nothing", keeper, wish)
    absent = request("lf-reader", on_table("no-such-table"), "SELECT")
    not_allowed("the same words for what does not exist", keeper, absent)
    not_granted("the administrator is told", absent, "Table not found", code="EntityNotFoundException")
    granted("SELECT without grant option", request("lf-keeper", on_table(), "SELECT"))
    not_allowed("does not pass it on", keeper, wish)
    granted("SELECT with grant option", request("lf-keeper", on_table(), "SELECT", option=True))
    granted("passes SELECT on", wish, by=keeper)
    granted("passes columns of it on", request("lf-stranger", on_columns("id"), "SELECT"), by=keeper)
    not_allowed("but not INSERT", keeper, request("lf-reader", on_table(), "INSERT"))
    not_allowed("nor another table", keeper, request("lf-reader", on_table("other"), "SELECT"))
    permitted("revokes it again", keeper.revoke_permissions, **wish)
    not_allowed("revokes only so far", keeper, request("lf-reader", on_table("other"), "SELECT"), "revoke_permissions")
    revoke_all("lf-keeper", "lf-stranger")
    granted("columns with grant option", request("lf-keeper", on_columns("id", "name"), "SELECT", option=True))
    granted("pass on some of them", request("lf-reader", on_columns("id"), "SELECT"), by=keeper)
    not_allowed("not others", keeper, request("lf-stranger", on_columns("secret"), "SELECT"))
    not_allowed("not the table", keeper, request("lf-stranger", on_table(), "SELECT"))
    revoke_all("lf-keeper", "lf-reader")
    granted("ALL on all tables, with option", request("lf-keeper", on_all_tables(), "ALL", option=True))
    granted("counts for each table", request("lf-reader", on_table("other"), "SELECT", "INSERT"), by=keeper)
    granted("and for all of them", request("lf-stranger", on_all_tables(), "DESCRIBE"), by=keeper)
    not_allowed("not for the database", keeper, request("lf-reader", on_database(), "DESCRIBE"))
    revoke_all("lf-keeper", "lf-reader", "lf-stranger")
    granted("ALL on the database, with option", request("lf-keeper", on_database(), "ALL", option=True))
    granted("passes on each of its permissions", request("lf-reader", on_database(), "CREATE_TABLE"), by=keeper)
    not_allowed("says nothing about its tables", keeper, wish)
    revoke_all("lf-keeper", "lf-reader")


def _creators() -> None:
    owner, mine = session("lf-owner"), request("lf-reader", on_table("owned"), "SELECT")
    storage = {"Columns": [{"Name": "id", "Type": "int"}], "Location": "s3://kit-lake/owned/"}
    table = {"Name": "owned", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage}
    permitted("a role makes a table", owner.client("glue").create_table, DatabaseName=DATABASE, TableInput=table)
    granted("its creator grants", mine, by=owner.client("lakeformation"))
    not_allowed("another role does not", client("lf-keeper"), mine)
    not_allowed(
        "not on the table of somebody else",
        owner.client("lakeformation"),
        request("lf-reader", on_table(), "SELECT"),
    )
    effective = held("lf-owner", Resource=on_table("owned"))
    check("what a creator has is effective", "ALL" in effective[0]["PermissionsWithGrantOption"], effective)
    check("and no explicit grant", held("lf-owner") == [], held("lf-owner"))
    glue.delete_table(DatabaseName=DATABASE, Name="owned")


def _administrators() -> None:
    wish = request("lf-reader", on_table(), "SELECT")
    settings(DataLakeAdmins=named_roles("lf-keeper"))
    granted("a data lake administrator grants", wish, by=client("lf-keeper"))
    revoke_all("lf-reader")
    settings(ReadOnlyAdmins=named_roles("lf-keeper"))
    not_allowed("a read-only one does not", client("lf-keeper"), wish)
    gone = [{"DataLakePrincipalIdentifier": role_arn("lf-never-was")}]
    code, text = attempt(lake.put_data_lake_settings, DataLakeSettings={"DataLakeAdmins": gone})
    check(
        "no deleted role among them", (code, "Invalid principal" in str(text)) == ("InvalidInputException", True), text
    )
    settings()


def _what_is_listed() -> None:
    granted("somebody's grant", request("lf-reader", on_table(), "SELECT"))
    granted("another one's", request("lf-keeper", on_table(), "INSERT"))

    def seen(by: Any) -> set[str]:
        found = by.list_permissions(Resource=on_table())["PrincipalResourcePermissions"]
        return {e["Principal"]["DataLakePrincipalIdentifier"].rsplit("/")[-1] for e in found}

    everything = {EVERYBODY, "lf-reader", "lf-keeper"}
    check("the root sees every grant", seen(lake) == everything, seen(lake))
    check("a role its own", seen(client("lf-reader")) == {"lf-reader"}, seen(client("lf-reader")))
    check("a stranger none", seen(client("lf-stranger")) == set())
    granted("a grant option", request("lf-watcher", on_table(), "DESCRIBE", option=True))
    watched = seen(client("lf-watcher"))
    check("shows the table's grants", watched == {*everything, "lf-watcher"}, watched)
    revoke_all("lf-watcher")
    settings(ReadOnlyAdmins=named_roles("lf-watcher"))
    check("a read-only administrator sees all", seen(client("lf-watcher")) == everything)
    settings()
    revoke_all("lf-reader", "lf-keeper")
