"""Lake Formation's rules of what can be granted and revoked, one check or more for each, allowed and refused.

What each rule follows is said where it is implemented (../lake_formation_*.py).
"""

from harness import check, permitted, refused
from lake_formation_world import (
    DATABASE,
    EVERYBODY,
    build,
    but_columns,
    granted,
    held,
    lake,
    not_granted,
    on_all_tables,
    on_columns,
    on_database,
    on_table,
    request,
    revoke_all,
)
from roles import ACCOUNT, role, root

INVALID = "Permissions modification is invalid"


def rules() -> None:
    build()
    _select()
    _columns()
    _kinds()
    _left_to_iam()
    _principals()
    _revoke()


def _select() -> None:
    granted("SELECT and INSERT", request("lf-reader", on_table(), "SELECT", "INSERT"))
    forms = {next(iter(e["Resource"])): e for e in held("lf-reader")}
    listed = forms["TableWithColumns"]["Resource"]["TableWithColumns"]
    check("SELECT is listed with all columns", listed["ColumnWildcard"] == {} and listed["Name"] == "cases", forms)
    check("the rest on the table", forms["Table"]["Permissions"] == ["INSERT"], forms)
    not_granted("columns beside the table conflict", request("lf-reader", on_columns("id"), "SELECT"), INVALID)
    not_granted("excluding columns narrows", request("lf-reader", but_columns("secret"), "SELECT"), INVALID)
    granted("SELECT with every column is the same", request("lf-reader", but_columns(), "SELECT"))
    permitted(
        "revoke as it was granted", lake.revoke_permissions, **request("lf-reader", on_table(), "SELECT", "INSERT")
    )
    check("nothing left", held("lf-reader") == [], held("lf-reader"))
    granted("columns", request("lf-reader", on_columns("id", "name"), "SELECT"))
    not_granted("the table beside columns conflicts", request("lf-reader", on_table(), "SELECT"), INVALID)
    not_granted("ALL beside columns, too", request("lf-reader", on_table(), "ALL"), INVALID)
    granted("DESCRIBE on the table beside columns", request("lf-reader", on_table(), "DESCRIBE"))
    revoke_all("lf-reader")
    granted("the table once they are revoked", request("lf-reader", on_table(), "SELECT"))
    revoke_all("lf-reader")
    granted("ALL", request("lf-reader", on_table(), "ALL"))
    kinds = sorted(next(iter(e["Resource"])) for e in held("lf-reader"))
    check("brings SELECT's form along", kinds == ["Table", "TableWithColumns"], held("lf-reader"))
    permitted("ALL revoked", lake.revoke_permissions, **request("lf-reader", on_table(), "ALL"))
    check("takes it away again", held("lf-reader") == [], held("lf-reader"))
    granted("SELECT on all tables", request("lf-reader", on_all_tables(), "SELECT"))
    every = held("lf-reader")[0]["Resource"].get("TableWithColumns") or {}
    check("is listed as ALL_TABLES", every.get("Name") == "ALL_TABLES", every)
    check("is effective on a table", len(held("lf-reader", Resource=on_table())) == 1)
    raw = lake.list_permissions(Resource=on_table())["PrincipalResourcePermissions"]
    check("and not explicit on it", all("lf-reader" not in str(e["Principal"]) for e in raw), raw)
    revoke_all("lf-reader")
    not_granted("SELECT on a database", request("lf-reader", on_database(), "SELECT"), INVALID)


def _columns() -> None:
    for name in ("DESCRIBE", "ALTER", "DROP", "DELETE", "INSERT"):
        not_granted(f"{name} with columns", request("lf-reader", on_columns("id"), "SELECT", name), INVALID)
    not_granted("excluding, with option", request("lf-reader", but_columns("secret"), "SELECT", option=True), INVALID)
    granted("excluding, without", request("lf-reader", but_columns("secret"), "SELECT"))
    revoke_all("lf-reader")
    granted("including, with option", request("lf-reader", on_columns("id"), "SELECT", option=True))
    revoke_all("lf-reader")
    not_granted("unknown column", request("lf-reader", on_columns("id", "nothing"), "SELECT"), "nothing")
    not_granted("partition key included", request("lf-reader", on_columns("day", of="parted"), "SELECT"), "day")
    not_granted("partition key excluded", request("lf-reader", but_columns("day", of="parted"), "SELECT"), "day")
    granted("other columns of that table", request("lf-reader", on_columns("id", of="parted"), "SELECT"))
    revoke_all("lf-reader")
    some = {"DatabaseName": DATABASE, "Name": "ALL_TABLES", "ColumnNames": ["id"]}
    not_granted("columns of all tables", request("lf-reader", {"TableWithColumns": some}, "SELECT"), INVALID)
    granted("two columns", request("lf-reader", on_columns("id", "name"), "SELECT"))
    not_granted("one of them narrows", request("lf-reader", on_columns("id"), "SELECT"), INVALID)
    granted("one more", request("lf-reader", on_columns("secret"), "SELECT"))
    names = held("lf-reader")[0]["Resource"]["TableWithColumns"]["ColumnNames"]
    check("one entry has them all", (len(held("lf-reader")), names) == (1, ["id", "name", "secret"]), names)
    permitted("revoke of one", lake.revoke_permissions, **request("lf-reader", on_columns("name"), "SELECT"))
    names = held("lf-reader")[0]["Resource"]["TableWithColumns"]["ColumnNames"]
    check("leaves the others", names == ["id", "secret"], names)
    revoke_all("lf-reader")


def _kinds() -> None:
    for name in ("ALL", "SELECT", "DESCRIBE", "DROP"):
        granted(f"{name} on a view", request("lf-reader", on_table("shown"), name))
        revoke_all("lf-reader")
    for name in ("ALTER", "INSERT", "DELETE"):
        not_granted(f"{name} on a view", request("lf-reader", on_table("shown"), name), INVALID)
    not_granted("columns of a view", request("lf-reader", on_columns("id", of="shown"), "SELECT"), INVALID)
    not_granted("CREATE_TABLE on a table", request("lf-reader", on_table(), "CREATE_TABLE"), INVALID)
    granted("CREATE_TABLE on a database", request("lf-reader", on_database(), "CREATE_TABLE"))
    revoke_all("lf-reader")


def _left_to_iam() -> None:
    not_granted("everybody on all tables", request(EVERYBODY, on_all_tables(), "ALL"), "Grant on table wildcard")
    other = "111111111111"
    text = "Please revoke permission(s) for IAM_ALLOWED_PRINCIPALS"
    away = {**request("lf-reader", on_table(), "SELECT"), "Principal": {"DataLakePrincipalIdentifier": other}}
    not_granted("another account while left to IAM", away, text)
    lake.revoke_permissions(**request(EVERYBODY, on_table(), "ALL"))
    granted("another account, governed", away)
    lake.revoke_permissions(**away)
    granted("left to IAM again", request(EVERYBODY, on_table(), "ALL"))


def _principals() -> None:
    session_arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/lf-reader/check"
    not_granted("a role's session", request(session_arn, on_table(), "SELECT"), "Invalid principal")
    not_granted("a role that never was", request("lf-never-was", on_table(), "SELECT"), "Invalid principal")
    role("lf-passing", [{"Effect": "Deny", "Action": "*", "Resource": "*"}])
    wish, iam = request("lf-passing", on_table(), "SELECT"), root.client("iam")
    granted("a role that is there", wish)
    iam.delete_role_policy(RoleName="lf-passing", PolicyName="access")
    iam.delete_role(RoleName="lf-passing")
    not_granted("one that was deleted", wish, "Invalid principal")
    check("keeps its grant", len(held("lf-passing")) == 1)
    role("lf-passing", [{"Effect": "Deny", "Action": "*", "Resource": "*"}])
    check("which the next of its name inherits", len(held("lf-passing")) == 1)
    iam.delete_role_policy(RoleName="lf-passing", PolicyName="access")
    iam.delete_role(RoleName="lf-passing")
    permitted("revoke from a deleted role", lake.revoke_permissions, **wish)
    trust = '{"Version":"2012-10-17","Statement":[]}'
    iam.create_role(RoleName="lf-deep", Path="/github/", AssumeRolePolicyDocument=trust)
    not_granted("an ARN without the role's path", request("lf-deep", on_table(), "SELECT"), "Invalid principal")
    deep = request(f"arn:aws:iam::{ACCOUNT}:role/github/lf-deep", on_table(), "SELECT")
    granted("with it", deep)
    lake.revoke_permissions(**deep)
    iam.delete_role(RoleName="lf-deep")


def _revoke() -> None:
    wish = request("lf-reader", on_table(), "INSERT", "SELECT")
    refused(
        "revoke of nothing", lake.revoke_permissions, "No permissions revoked", code="InvalidInputException", **wish
    )
    granted("one of two", request("lf-reader", on_table(), "INSERT"))
    refused("revoke of both", lake.revoke_permissions, "['SELECT']", code="InvalidInputException", **wish)
    check("changed nothing", held("lf-reader")[0]["Permissions"] == ["INSERT"], held("lf-reader"))
    granted("the same twice", request("lf-reader", on_table(), "INSERT"))
    revoke_all("lf-reader")
