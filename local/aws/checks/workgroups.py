"""Workgroups through the API: defaults, limits, partial updates, managed results, deletion while in use."""

from typing import Any

from harness import allowed, check, permitted, query, refused
from roles import root
from world import RESULTS

INVALID = "InvalidRequestException"


def _configuration(athena: Any, name: str) -> dict[str, Any]:
    return athena.get_work_group(WorkGroup=name)["WorkGroup"]["Configuration"]


def settings() -> None:
    athena = root.client("athena")
    _defaults(athena)
    _updates(athena)
    _managed_results(athena)
    _deletion(athena)


def _defaults(athena: Any) -> None:
    permitted("CreateWorkGroup with a name only", athena.create_work_group, Name="set-bare")
    seen = _configuration(athena, "set-bare")
    check(
        "defaults: enforced, metrics, engine version 3",
        seen["EnforceWorkGroupConfiguration"]
        and seen["PublishCloudWatchMetricsEnabled"]
        and seen["EngineVersion"]["EffectiveEngineVersion"] == "Athena engine version 3",
        seen,
    )
    refused(
        "no result location", athena.start_query_execution, "No output location", code=INVALID, QueryString="SELECT 1"
    )
    refused("name with a blank", athena.create_work_group, code=INVALID, Name="two words")
    old = {"EngineVersion": {"SelectedEngineVersion": "Athena engine version 2"}}
    refused("retired engine", athena.create_work_group, code=INVALID, Name="set-old", Configuration=old)


def _updates(athena: Any) -> None:
    location = f"s3://{RESULTS}/set/"
    changes = {
        "BytesScannedCutoffPerQuery": 20_000_000,
        "ResultConfigurationUpdates": {"OutputLocation": location, "ExpectedBucketOwner": "000000000000"},
    }
    athena.update_work_group(WorkGroup="set-bare", ConfigurationUpdates=changes)
    seen = _configuration(athena, "set-bare")
    results = {"OutputLocation": location, "ExpectedBucketOwner": "000000000000"}
    check("settings added", seen["ResultConfiguration"] == results, seen)
    athena.update_work_group(
        WorkGroup="set-bare",
        ConfigurationUpdates={
            "RemoveBytesScannedCutoffPerQuery": True,
            "ResultConfigurationUpdates": {"RemoveExpectedBucketOwner": True},
        },
    )
    seen = _configuration(athena, "set-bare")
    check(
        "settings removed",
        "BytesScannedCutoffPerQuery" not in seen and seen["ResultConfiguration"] == {"OutputLocation": location},
        seen,
    )


def _managed_results(athena: Any) -> None:
    managed = {"ManagedQueryResultsConfiguration": {"Enabled": True}}
    athena.create_work_group(Name="set-managed", Configuration=managed)
    allowed("results kept by Athena", query(root, "SELECT 1", "set-managed"), lambda r: r[1] == ["1"])
    newest = athena.list_query_executions(WorkGroup="set-managed")["QueryExecutionIds"][0]
    execution = athena.get_query_execution(QueryExecutionId=newest)["QueryExecution"]
    check("and written nowhere", "OutputLocation" not in execution.get("ResultConfiguration", {}), execution)


def _deletion(athena: Any) -> None:
    saved = {"Name": "q", "Database": "default", "QueryString": "SELECT 1", "WorkGroup": "set-bare"}
    athena.create_named_query(**saved)
    refused("deletion while in use", athena.delete_work_group, "is not empty", code=INVALID, WorkGroup="set-bare")
    permitted("recursive deletion", athena.delete_work_group, WorkGroup="set-bare", RecursiveDeleteOption=True)
    refused("gone", athena.get_work_group, code=INVALID, WorkGroup="set-bare")
    refused("its saved queries' workgroup is gone", athena.create_named_query, code=INVALID, **saved)
