"""Runs one statement through the Athena API, as the administrator or as a role, and prints the answer as JSON.

Reads {"sql", "workgroup", "database", "role"} from stdin. Prints {"columns", "rows", ...} or {"error", "code"}.
"""

import json
import sys
import time
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

ACCOUNT_OF_ROLE_NAMES = "000000000000"
_POLL_S = 0.05
_HEADER_ONLY_FOR = "DML"  # only these results repeat the column names in their first row


def _session(role: str | None) -> boto3.Session:
    if not role:
        return boto3.Session()
    arn = role if role.startswith("arn:") else f"arn:aws:iam::{ACCOUNT_OF_ROLE_NAMES}:role/{role}"
    keys = boto3.client("sts").assume_role(RoleArn=arn, RoleSessionName="local-query")["Credentials"]
    return boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def _default_results() -> dict[str, Any]:
    """The workgroup `primary` has no result location; the console makes this bucket for it."""
    sts, s3 = boto3.client("sts"), boto3.client("s3")
    bucket = f"aws-athena-query-results-{sts.get_caller_identity()['Account']}-{s3.meta.region_name}"
    s3.create_bucket(Bucket=bucket)
    return {"ResultConfiguration": {"OutputLocation": f"s3://{bucket}/"}}


def _run(request: dict[str, Any]) -> dict[str, Any]:
    athena = _session(request.get("role")).client("athena")
    workgroup = request.get("workgroup") or "primary"
    arguments: dict[str, Any] = {"QueryString": request["sql"], "WorkGroup": workgroup}
    if request.get("database"):
        arguments["QueryExecutionContext"] = {"Database": request["database"]}
    if workgroup == "primary":
        arguments |= _default_results()
    query_id = athena.start_query_execution(**arguments)["QueryExecutionId"]
    while True:
        execution = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
        if execution["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"):
            break
        time.sleep(_POLL_S)
    if execution["Status"]["State"] != "SUCCEEDED":
        return {"error": execution["Status"].get("StateChangeReason", ""), "code": execution["Status"]["State"]}
    columns: list[dict[str, str]] = []
    rows: list[list[str | None]] = []
    for page in athena.get_paginator("get_query_results").paginate(QueryExecutionId=query_id):
        columns = [{"name": c["Name"], "type": c["Type"]} for c in page["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]]
        rows += [[cell.get("VarCharValue") for cell in row["Data"]] for row in page["ResultSet"]["Rows"]]
    if execution["StatementType"] == _HEADER_ONLY_FOR:
        rows = rows[1:]
    statistics = execution.get("Statistics", {})
    return {
        "queryExecutionId": query_id,
        "columns": columns,
        "rows": rows,
        "scannedBytes": statistics.get("DataScannedInBytes", 0),
        "milliseconds": statistics.get("TotalExecutionTimeInMillis", 0),
    }


if __name__ == "__main__":
    try:
        answer = _run(json.load(sys.stdin))
    except ClientError as error:
        answer = {"error": error.response["Error"]["Message"], "code": error.response["Error"]["Code"]}
    except BotoCoreError as error:
        answer = {"error": str(error), "code": type(error).__name__}
    print(json.dumps(answer))
