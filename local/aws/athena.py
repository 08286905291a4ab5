"""Athena's control plane on the emulator, with Trino as its engine.

The emulator keeps the API and the state machine. Corrected here: workgroups (unknown, disabled, enforced
configuration, bytes cutoff), who may write and read results, where they are written, and how failures are worded.
"""

import asyncio
import json
from typing import Any

from ministack.core.concurrency import run_reentrant
from ministack.core.router import extract_access_key_id
from ministack.services import athena

import authorize
import caller
import metadata_api
import query_history
import query_lifecycle
import workgroups
from parameters import with_parameters
from statements import Kind, parse

Json = dict[str, Any]


def _invalid(message: str) -> Any:
    return athena.error_response_json("InvalidRequestException", message, 400)


def _result_configuration(data: Json, workgroup: Json) -> Json:
    """An enforcing workgroup (the default) ignores what the client asks for."""
    settings = workgroup.get("Configuration") or {}
    own = settings.get("ResultConfiguration") or {}
    enforced = str(settings.get("EnforceWorkGroupConfiguration", True)).lower() == "true"
    asked = data.get("ResultConfiguration") or {}
    return own if enforced and own.get("OutputLocation") else {**own, **asked}


def _start(data: Json) -> Any:
    name = data.get("WorkGroup", "primary")
    workgroup = athena._workgroups.get(name)
    if workgroup is None:
        return _invalid(f"WorkGroup {name} is not found.")
    if workgroup.get("State") == "DISABLED":
        return _invalid(f"WorkGroup {name} is disabled.")
    try:
        text = (
            with_parameters(data["QueryString"], data["ExecutionParameters"])
            if data.get("ExecutionParameters")
            else data["QueryString"]
        )
    except ValueError as error:
        return _invalid(str(error))
    statement = parse(text)
    if statement.kind is Kind.UNSUPPORTED:
        return _invalid("Queries of this type are not supported")
    results = _result_configuration(data, workgroup)
    managed = workgroups.keeps_results(workgroup)
    location = None if managed else results.get("OutputLocation")
    if location:
        refusal = authorize.output_bucket(location, results.get("ExpectedBucketOwner"))
        if refusal:
            return _invalid(refusal)
        results = {**results, "OutputLocation": location.rstrip("/") + "/"}
    if managed:
        results = {"OutputLocation": "managed/"}  # never shown and never written: the emulator wants one
    answer = _emulator_start({**data, "ResultConfiguration": results})
    if answer[0] >= 300:
        return answer
    record = athena._executions[json.loads(answer[2])["QueryExecutionId"]]
    if managed:
        del record["ResultConfiguration"]
        record["ManagedQueryResultsConfiguration"] = {"Enabled": True}
    else:
        suffix = ".csv" if statement.statement_type == "DML" else ".txt"
        url = f"{results['OutputLocation']}{record['QueryExecutionId']}{suffix}"
        record["ResultConfiguration"] = {**results, "OutputLocation": url}
    record["StatementType"] = statement.statement_type
    record["_statement"], record["_workgroup"] = statement, workgroup
    return answer


def _results(data: Json) -> Any:
    """The rows are read from the result object with the caller's rights."""
    record = athena._executions.get(data.get("QueryExecutionId") or "")
    if record and record["Status"]["State"] == "SUCCEEDED" and record.get("ResultConfiguration"):
        refusal = authorize.output_object(record["ResultConfiguration"]["OutputLocation"], "s3:GetObject")
        if refusal:
            return athena.error_response_json("AccessDeniedException", refusal, 400)
    answer = _emulator_results(data)
    if answer[0] < 300 and record and record.get("_update_count") is not None:
        body = {**json.loads(answer[2]), "UpdateCount": record["_update_count"]}
        return athena.json_response(body)
    return answer


_emulator_start, _emulator_results, _emulator_handle = (
    athena._start_query_execution,
    athena._get_query_results,
    athena.handle_request,
)


async def _handle(method: str, path: str, headers: Any, body: bytes, query_params: Any) -> Any:
    caller.access_key.set(extract_access_key_id(headers, query_params) or "")
    action = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
    if action == "GetQueryRuntimeStatistics":
        return query_history.runtime_statistics(json.loads(body or b"{}"))
    if action in metadata_api.ACTIONS:
        request = _emulator_handle(method, path, headers, body, query_params)
        return await run_reentrant(lambda: asyncio.run(request))
    return await _emulator_handle(method, path, headers, body, query_params)


def install() -> None:
    athena.handle_request, athena._start_query_execution = _handle, _start
    athena._execute_query, athena._get_query_results = query_lifecycle.execute, _results
