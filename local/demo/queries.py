"""Queries through the Athena API, as PyAthena and as the Quilt catalog make them."""

import logging
import time
from typing import Any

import boto3
import pyathena

# It logs a stack trace of every refusal, besides raising it; refusals are what much of an account is about.
logging.getLogger("pyathena").setLevel(logging.CRITICAL)


def run(session: boto3.Session, workgroup: str, sql: str, database: str | None = None) -> tuple[list[str], list[Any]]:
    """(columns, rows) by PyAthena. Without a database PyAthena names none either, and Athena asks for `default`."""
    keys = session.get_credentials()
    context = {"schema_name": database} if database else {}
    connection = pyathena.connect(
        work_group=workgroup,
        region_name=session.region_name,
        aws_access_key_id=keys.access_key,
        aws_secret_access_key=keys.secret_key,
        aws_session_token=keys.token,
        poll_interval=0.05,
        **context,
    )
    cursor = connection.cursor().execute(sql)
    return [column[0] for column in cursor.description or []], list(cursor.fetchall())


def start(session: boto3.Session, workgroup: str, sql: str) -> str:
    """The id of a query that succeeded, started as the catalog does: no database in the context."""
    athena = session.client("athena")
    query_id = athena.start_query_execution(
        QueryString=sql,
        WorkGroup=workgroup,
        ResultConfiguration={"EncryptionConfiguration": {"EncryptionOption": "SSE_S3"}},
    )["QueryExecutionId"]
    while True:
        status = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.05)
    if status["State"] != "SUCCEEDED":
        raise RuntimeError(status.get("StateChangeReason", status["State"]))
    return query_id


def visible_workgroups(session: boto3.Session) -> list[str]:
    """What the catalog shows: workgroups the role may read, enabled, with an output location.

    quiltdata/quilt:catalog/app/containers/Queries/Athena/model/requests.ts
    """
    athena, shown = session.client("athena"), []
    for summary in athena.list_work_groups()["WorkGroups"]:
        try:
            workgroup = athena.get_work_group(WorkGroup=summary["Name"])["WorkGroup"]
        except athena.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "AccessDeniedException":
                raise
            continue
        location = workgroup["Configuration"].get("ResultConfiguration", {}).get("OutputLocation")
        if workgroup["State"] == "ENABLED" and location:
            shown.append(workgroup["Name"])
    return shown
