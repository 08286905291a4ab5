"""Query history and saved queries: listings newest first and in pages, batches answered id by id.

"`BatchGet*` return unauthorized ids as unprocessed" (Athena API reference, BatchGetQueryExecution), so a batch is
authorized here, on the workgroup of each id, and not as a whole at the gate.
"""

from collections.abc import Callable
from typing import Any

from ministack.services import athena

import caller

Json = dict[str, Any]
PER_ID_ACTIONS = frozenset({"athena:BatchGetQueryExecution", "athena:BatchGetNamedQuery"})


def _page(items: list[Any], key: str, data: Json, size: int = 50) -> Any:
    start, size = int(data.get("NextToken") or 0), int(data.get("MaxResults") or size)
    answer: Json = {key: items[start : start + size]}
    if start + size < len(items):
        answer["NextToken"] = str(start + size)
    return athena.json_response(answer)


def _list_executions(data: Json) -> Any:
    """Newest first, as the console and its clients expect."""
    workgroup = data.get("WorkGroup") or "primary"
    ids = [i for i, record in athena._executions.items() if record.get("WorkGroup") == workgroup]
    return _page(ids[::-1], "QueryExecutionIds", data)


def _list_named_queries(data: Json) -> Any:
    workgroup = data.get("WorkGroup") or "primary"
    ids = [i for i, query in athena._named_queries.items() if query.get("WorkGroup") == workgroup]
    return _page(ids, "NamedQueryIds", data)


def _create_named_query(data: Json) -> Any:
    workgroup = data.get("WorkGroup") or "primary"
    if workgroup not in athena._workgroups:
        return athena.error_response_json("InvalidRequestException", f"WorkGroup {workgroup} is not found.", 400)
    return _emulator_create_named_query(data)


def _batch(id_key: str, ids_key: str, found_key: str, unprocessed_key: str, store: Any, shown: Callable[[Json], Json]):
    action = f"athena:BatchGet{id_key.removesuffix('Id')}"

    def run(data: Json) -> Any:
        found, unprocessed = [], []
        for entry_id in data.get(ids_key, []):
            entry = store.get(entry_id)
            arn = athena._arn_workgroup(entry["WorkGroup"] if entry else "primary")
            if caller.denial(action, arn, via_athena=False):
                message = f"You are not authorized to perform: {action} on the resource."
                unprocessed.append({id_key: entry_id, "ErrorCode": "ACCESS_DENIED", "ErrorMessage": message})
            elif entry is None:
                unprocessed.append(
                    {id_key: entry_id, "ErrorCode": "NOT_FOUND", "ErrorMessage": f"{entry_id} not found"}
                )
            else:
                found.append(shown(entry))
        return athena.json_response({found_key: found, unprocessed_key: unprocessed})

    return run


def runtime_statistics(data: Json) -> Any:
    """GetQueryRuntimeStatistics: what this stand-in knows of it, the timeline and the rows."""
    record = athena._executions.get(data.get("QueryExecutionId") or "")
    if record is None:
        message = f"QueryExecution {data.get('QueryExecutionId')} was not found"
        return athena.error_response_json("InvalidRequestException", message, 400)
    spent = record["Statistics"]
    rows = {
        "OutputRows": len((record.get("_results") or {}).get("rows") or []),
        "InputBytes": spent["DataScannedInBytes"],
    }
    keys = ("EngineExecutionTimeInMillis", "TotalExecutionTimeInMillis", "QueryQueueTimeInMillis")
    return athena.json_response(
        {"QueryRuntimeStatistics": {"Timeline": {key: spent.get(key, 0) for key in keys}, "Rows": rows}}
    )


_emulator_create_named_query = athena._create_named_query


def install() -> None:
    athena._list_query_executions, athena._list_named_queries = _list_executions, _list_named_queries
    athena._create_named_query = _create_named_query
    athena._batch_get_query_execution = _batch(
        "QueryExecutionId",
        "QueryExecutionIds",
        "QueryExecutions",
        "UnprocessedQueryExecutionIds",
        athena._executions,
        athena._execution_out,
    )
    athena._batch_get_named_query = _batch(
        "NamedQueryId", "NamedQueryIds", "NamedQueries", "UnprocessedNamedQueryIds", athena._named_queries, dict
    )
