"""Lake Formation's calls: batches, pages, writes that meet, listings that lag, injected faults, deleted tables."""

import threading
from typing import Any

from harness import attempt, check, permitted, refused
from lake_formation_world import (
    DATABASE,
    UNAUTHORIZED,
    build,
    client,
    control,
    fault,
    glue,
    granted,
    held,
    lake,
    on_columns,
    on_database,
    on_table,
    pause,
    request,
    revoke_all,
    settings,
)
from roles import role_arn


def calls() -> None:
    build()
    _batches()
    _pages()
    _at_the_same_time()
    _later()
    _faults()
    _with_the_table()


def _entries(*wishes: Any) -> list[Any]:
    return [{"Id": str(i), **wish} for i, wish in enumerate(wishes)]


def _batches() -> None:
    good, bad = request("lf-reader", on_table(), "SELECT"), request("lf-reader", on_database(), "SELECT")
    answer = permitted("a batch", lake.batch_grant_permissions, Entries=_entries(good, bad))
    failures = answer["Failures"]
    told = [(f["RequestEntry"]["Id"], f["Error"]["ErrorCode"]) for f in failures]
    check("answers for each entry that failed", told == [("1", "InvalidInputException")], failures)
    check("the others are done", len(held("lf-reader")) == 1, held("lf-reader"))
    answer = lake.batch_revoke_permissions(Entries=_entries(bad, good))
    check("so does a batch of revocations", [f["RequestEntry"]["Id"] for f in answer["Failures"]] == ["0"], answer)
    answer = client("lf-stranger").batch_grant_permissions(Entries=_entries(good))
    check("and says who may not", answer["Failures"][0]["Error"]["ErrorCode"] == UNAUTHORIZED[0], answer)
    many = [request("lf-reader", on_columns("id"), "SELECT")] * 21
    refused("21 entries", lake.batch_grant_permissions, code="InvalidInputException", Entries=_entries(*many))
    permitted("20 entries", lake.batch_grant_permissions, Entries=_entries(*many[:20]))
    revoke_all("lf-reader")


def _pages() -> None:
    for name in ("cases", "other", "parted"):
        lake.grant_permissions(**request("lf-reader", on_table(name), "SELECT"))
    who = {"Principal": {"DataLakePrincipalIdentifier": role_arn("lf-reader")}}
    first = lake.list_permissions(MaxResults=2, **who)
    second = lake.list_permissions(MaxResults=2, NextToken=first["NextToken"], **who)
    counts = len(first["PrincipalResourcePermissions"]), len(second["PrincipalResourcePermissions"])
    check("pages", counts == (2, 1) and "NextToken" not in second, (first, second))
    refused("more than 1000 a page", lake.list_permissions, code="InvalidInputException", MaxResults=1001, **who)
    wrong = {"NextToken": "no token", **who}
    refused("a token of nobody", lake.list_permissions, code="InvalidInputException", **wrong)
    with fault(match="lakeformation.empty_page"):
        page = lake.list_permissions(**who)
        check("an empty page with a token", page["PrincipalResourcePermissions"] == [] and page["NextToken"], page)
        rest = lake.list_permissions(NextToken=page["NextToken"], **who)
        check("behind which the rest is", len(rest["PrincipalResourcePermissions"]) == 3, rest)
    code = attempt(lake.list_permissions, Resource=on_columns("id"))[0]
    check("no listing by columns", code == "InvalidInputException", code)
    of_databases = lake.list_permissions(ResourceType="DATABASE")["PrincipalResourcePermissions"]
    check("by kind of resource", {next(iter(e["Resource"])) for e in of_databases} == {"Database"}, of_databases)
    revoke_all("lf-reader")


def _at_the_same_time() -> None:
    answers: dict[str, str] = {}

    def write(name: str, resource: Any) -> None:
        answers[name] = attempt(lake.grant_permissions, **request(name, resource, "INSERT"))[0]

    def together(second: Any) -> list[str]:
        answers.clear()
        with fault(match="lakeformation.write", delay_seconds=0.6):
            running = [
                threading.Thread(target=write, args=("lf-reader", on_table())),
                threading.Thread(target=write, args=("lf-keeper", second)),
            ]
            for each in running:
                each.start()
            for each in running:
                each.join()
        return sorted(answers.values())

    check("two writes on one table", together(on_table()) == ["ConcurrentModificationException", "OK"], answers)
    check("on two tables", together(on_table("other")) == ["OK", "OK"], answers)
    revoke_all("lf-reader", "lf-keeper")


def _later() -> None:
    wish = request("lf-reader", on_table(), "INSERT")
    with fault(match="lakeformation.visibility", delay_seconds=1.0):
        granted("a grant that spreads", wish)
        check("is not listed yet", held("lf-reader") == [], held("lf-reader"))
        granted("is there all the same", wish)
        pause(1.3)
        check("then it is", len(held("lf-reader")) == 1, held("lf-reader"))
        lake.revoke_permissions(**wish)
        check("a revoked one still is", len(held("lf-reader")) == 1)
        pause(1.2)
        check("then no more", held("lf-reader") == [], held("lf-reader"))
    granted("without delay", wish)
    check("at once", len(held("lf-reader")) == 1)
    revoke_all("lf-reader")


def _faults() -> None:
    one, two = request("lf-reader", on_table(), "INSERT"), request("lf-reader", on_table("other"), "INSERT")
    with fault(match="lakeformation.BatchGrantPermissions", entry=1, code="ConcurrentModificationException"):
        failures = lake.batch_grant_permissions(Entries=_entries(one, two))["Failures"]
        check("a fault of one entry", [f["RequestEntry"]["Id"] for f in failures] == ["1"], failures)
        failures = lake.batch_grant_permissions(Entries=_entries(one, two))["Failures"]
        check("once", failures == [], failures)
    revoke_all("lf-reader")
    with fault(match="lakeformation.BatchGrantPermissions", entry=[0], applied=True, code="OperationTimeoutException"):
        failures = lake.batch_grant_permissions(Entries=_entries(one))["Failures"]
        check("a failure that was done", len(failures) == len(held("lf-reader")) == 1, failures)
    revoke_all("lf-reader")
    with fault(match="lakeformation.GrantPermissions", applied=True, code="InternalServiceException", status=400):
        code = attempt(lake.grant_permissions, **one)[0]
        check(
            "a call that failed and was done", (code, len(held("lf-reader"))) == ("InternalServiceException", 1), code
        )
    revoke_all("lf-reader")
    with fault(match="lakeformation.BatchGrantPermissions", answer={"Failures": []}):
        failures = lake.batch_grant_permissions(Entries=_entries(one))["Failures"]
        check("a success that was not", (failures, held("lf-reader")) == ([], []), failures)
    with fault(match="lakeformation.GrantPermissions", skip=1, code="AccessDeniedException"):
        codes = [attempt(lake.grant_permissions, **one)[0] for _ in range(3)]
        check("the second call only", codes == ["OK", "AccessDeniedException", "OK"], codes)
    control("DELETE", "/_calls")
    held("lf-reader")
    calls = control("GET", "/_calls")
    check("reading is no write", calls == {"POST /ListPermissions": 1, "lakeformation.ListPermissions": 1}, calls)
    revoke_all("lf-reader")
    check("writes are counted", control("GET", "/_calls").get("lakeformation.write") == 1, calls)


def _with_the_table() -> None:
    control("DELETE", "/_lost_grants")
    storage = {"Columns": [{"Name": "id", "Type": "int"}], "Location": "s3://kit-lake/passing/"}
    table = {"Name": "passing", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage}
    for lost in (1, 0):
        glue.create_table(DatabaseName=DATABASE, TableInput=table)
        lake.grant_permissions(**request("lf-reader", on_table("passing"), "INSERT"))
        if not lost:
            revoke_all("lf-reader")
        glue.delete_table(DatabaseName=DATABASE, Name="passing")
        check("a deleted table takes its grants along", held("lf-reader") == [], held("lf-reader"))
        found = control("GET", "/_lost_grants")
        label = "which is told" if lost else "nothing to tell when they were revoked"
        check(label, len(found) == lost, found)
        control("DELETE", "/_lost_grants")
    settings(CreateTableDefaultPermissions=[], CreateDatabaseDefaultPermissions=[])
    glue.create_table(DatabaseName=DATABASE, TableInput=table)
    found = lake.list_permissions(Resource=on_table("passing"))["PrincipalResourcePermissions"]
    check("emptied defaults leave nothing to IAM", found == [], found)
    settings()
    glue.delete_table(DatabaseName=DATABASE, Name="passing")
