"""One query from RUNNING to its end: run it, write the result object, word the failure as Athena does."""

import time
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.concurrency import run_reentrant
from ministack.services import athena, s3

import authorize
import execution
from caller import Denied
from catalog_statements import CatalogError
from results import Result, to_csv, to_text
from session import Session
from statements import Statement
from trino_engine import Cancelled, EngineError

Json = dict[str, Any]
_ERROR_TYPES = {
    "SYNTAX_ERROR": 1006,
    "COLUMN_NOT_FOUND": 1006,
    "TABLE_NOT_FOUND": 1301,
    "SCHEMA_NOT_FOUND": 1301,
    "INVALID_VIEW": 1107,
    "VIEW_IS_STALE": 1107,
    "NOT_SUPPORTED": 1200,
}


def _watcher(record: Json) -> Any:
    """Stops the engine when the client cancelled the query or the workgroup's cutoff is exceeded."""
    cutoff = int((record["_workgroup"].get("Configuration") or {}).get("BytesScannedCutoffPerQuery") or 0)

    def watch(scanned: int) -> str | None:
        if record["Status"]["State"] == "CANCELLED":
            return "Query was cancelled by user"
        return "Bytes scanned limit was exceeded" if cutoff and scanned > cutoff else None

    return watch


def _work(record: Json, database: str, catalog: str | None) -> Result:
    statement: Statement = record["_statement"]
    if record.get("ResultConfiguration"):  # absent when Athena keeps the results itself
        authorize.writing_output(record["ResultConfiguration"])
    user = iam_evaluator.caller_arn().rsplit("/", 1)[-1] or "root"
    return execution.run(statement, Session(database, record["WorkGroup"], user, catalog), _watcher(record))


async def execute(query_id: str, query: str, database: str, ddl: Any, catalog: str | None = None) -> None:
    record = athena._executions[query_id]
    if record["Status"]["State"] == "CANCELLED":  # stopped while queued
        return
    record["Status"]["State"] = "RUNNING"
    started = time.time()
    try:
        # Trino calls back into this server for Glue and S3, so the work must not occupy a shared pool.
        result = await run_reentrant(_work, record, database.lower() or "default", catalog)
        _finish(record, result)
    except Exception as error:
        _fail(record, error)
    spent = int((time.time() - started) * 1000)
    record["Statistics"].update(EngineExecutionTimeInMillis=spent, TotalExecutionTimeInMillis=spent)
    record["Status"]["CompletionDateTime"] = int(time.time())


def _write(results: Json, result: Result) -> None:
    bucket, _, key = results["OutputLocation"].removeprefix("s3://").partition("/")
    body = to_csv(result) if key.endswith(".csv") else to_text(result)
    headers = {"content-type": "text/csv", "content-length": str(len(body)), **authorize.encryption_headers(results)}
    status, _, answer = s3._put_object(bucket, key, body, headers)[:3]
    if status >= 300:
        raise CatalogError(f"Access denied when writing output to url: {results['OutputLocation']} ({answer!r})", 401)


def _finish(record: Json, result: Result) -> None:
    if record.get("ResultConfiguration"):
        _write(record["ResultConfiguration"], result)
    record["_results"] = {"columns": [name for name, _ in result.columns], "rows": result.rows}
    record["_column_types"] = [kind for _, kind in result.columns]
    record["_update_count"] = result.update_count
    record["Statistics"]["DataScannedInBytes"] = result.scanned_bytes
    record["Status"]["State"] = "SUCCEEDED"


def _fail(record: Json, error: Exception) -> None:
    state, category, kind, text = "FAILED", 2, 1, str(error)
    if isinstance(error, Cancelled):
        record["Status"].update(State="CANCELLED", StateChangeReason=text)
        return
    if isinstance(error, Denied | CatalogError):
        kind = error.error_type
    elif isinstance(error, EngineError):
        kind = _ERROR_TYPES.get(error.name, 1)
        text = (
            text.replace(
                "cannot be resolved", "cannot be resolved or requester is not authorized to access requested resources"
            )
            if error.name == "COLUMN_NOT_FOUND"
            else text
        )
    else:
        category, kind, text = 1, 9999, f"GENERIC_INTERNAL_ERROR: {error!r}"
    record["Status"].update(
        State=state,
        StateChangeReason=text,
        AthenaError={"ErrorCategory": category, "ErrorType": kind, "Retryable": False, "ErrorMessage": text},
    )
