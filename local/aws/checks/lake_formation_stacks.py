"""AWS::LakeFormation::PrincipalPermissions in stacks, and whose rights a stack is deployed with."""

from typing import Any

from harness import check
from lake_formation_world import (
    DATABASE,
    build,
    granted,
    held,
    lake,
    named_roles,
    on_all_tables,
    on_columns,
    on_database,
    on_table,
    request,
    revoke_all,
    settings,
)
from roles import role, role_arn, root
from stacks import deploy, remove, resource

NAME, DEPLOYER = "lf-stack", "lf-deployer"
OK, ROLLED_BACK = "CREATE_COMPLETE", "ROLLBACK_COMPLETE"


def stacks() -> None:
    build()
    role(DEPLOYER, [{"Effect": "Allow", "Action": "*", "Resource": "*"}])
    _kinds()
    _replacement()
    _deletion()
    _existing()
    _deploying_role()


def _permissions(who: str, on: Any, *permissions: str, option: bool = False) -> Any:
    return resource("AWS::LakeFormation::PrincipalPermissions", request(who, on, *permissions, option=option))


def _reason() -> Any:
    found = root.client("cloudformation").describe_stack_events(StackName=NAME)["StackEvents"]
    return [e.get("ResourceStatusReason") for e in found if "FAILED" in e["ResourceStatus"]]


def _kinds() -> None:
    template = {
        "Database": _permissions("lf-reader", on_database(), "DESCRIBE", "CREATE_TABLE"),
        "Columns": _permissions("lf-reader", on_columns("id", "name"), "SELECT"),
        "Table": _permissions("lf-keeper", on_table(), "SELECT", "INSERT", option=True),
        "Everything": _permissions("lf-keeper", on_all_tables(), "DESCRIBE"),
    }
    check("grants on database, columns, table, all tables", deploy(NAME, template) == OK, _reason())
    keeper = held("lf-keeper")
    check("each is there", (len(held("lf-reader")), len(keeper)) == (2, 3), (held("lf-reader"), keeper))
    options = {p for e in keeper for p in e["PermissionsWithGrantOption"]}
    check("with its grant options", options == {"SELECT", "INSERT"}, keeper)
    check("deletion", remove(NAME) == "GONE")
    check("revokes them", held("lf-reader") == held("lf-keeper") == [], (held("lf-reader"), held("lf-keeper")))


def _replacement() -> None:
    deploy(NAME, {"Grant": _permissions("lf-reader", on_table(), "INSERT")})
    changed = deploy(NAME, {"Grant": _permissions("lf-keeper", on_table(), "INSERT")}, update=True)
    check("another principal", changed == "UPDATE_COMPLETE", _reason())
    check("replaces the grant", (len(held("lf-keeper")), held("lf-reader")) == (1, []), held("lf-reader"))
    remove(NAME)


def _deletion() -> None:
    deploy(NAME, {"Grant": _permissions("lf-reader", on_table(), "INSERT")})
    granted("one more, by hand", request("lf-reader", on_table(), "SELECT", "DELETE"))
    check("deletion with it", remove(NAME) == "GONE")
    check("takes it, too", held("lf-reader") == [], held("lf-reader"))
    deploy(NAME, {"Grant": _permissions("lf-reader", on_table(), "INSERT")})
    revoke_all("lf-reader")
    check("deletion of what is gone", remove(NAME) == "GONE")


def _existing() -> None:
    granted("SELECT, by hand", request("lf-reader", on_table(), "SELECT"))
    status = deploy(NAME, {"Grant": _permissions("lf-reader", on_table(), "SELECT")})
    check("a stack that grants the same fails", status == ROLLED_BACK and "already exists" in str(_reason()), _reason())
    check("and leaves it", len(held("lf-reader")) == 1, held("lf-reader"))
    remove(NAME)
    revoke_all("lf-reader")


def _deploying_role() -> None:
    template = {"Grant": _permissions("lf-reader", on_table(), "SELECT")}
    status = deploy(NAME, template, service_role=role_arn(DEPLOYER))
    text = "requester is not authorized to access requested permissions"
    check("a role that is no administrator", status == ROLLED_BACK and text in str(_reason()), (status, _reason()))
    remove(NAME)
    settings(DataLakeAdmins=named_roles(DEPLOYER))
    check("an administrator", deploy(NAME, template, service_role=role_arn(DEPLOYER)) == OK, _reason())
    remove(NAME)
    settings()
    storage = {"Columns": [{"Name": "id", "Type": "int"}], "Location": "s3://kit-lake/stacked/"}
    table = {"Name": "stacked", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage}
    made = resource("AWS::Glue::Table", {"CatalogId": "000000000000", "DatabaseName": DATABASE, "TableInput": table})
    own = {"Made": made, "Grant": {**_permissions("lf-reader", on_table("stacked"), "SELECT"), "DependsOn": "Made"}}
    status = deploy(NAME, own, service_role=role_arn(DEPLOYER))
    check("a stack grants on the table it makes", status == OK, _reason())
    check("as its creator", held(DEPLOYER, Resource=on_table("stacked")) != [])
    check("deletion", remove(NAME) == "GONE")
    check("leaves nothing", lake.list_permissions(Resource=on_table("stacked"))["PrincipalResourcePermissions"] == [])
