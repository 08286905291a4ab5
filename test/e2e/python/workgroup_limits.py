"""What a workgroup decides whatever a client asks for: bytes scanned, and where results go.

python workgroup_limits.py STACK BUCKET
"""

import json
import sys
import time
from typing import Any

import boto3

from account import chapter, expect, finish, step
from deployment import Deployment, root

_BIG = 24_000_000  # more than twice the smallest cutoff Athena takes


def outcome(session: boto3.Session, workgroup: str, sql: str, **asked: Any) -> dict[str, Any]:
    """A finished execution, however it ended."""
    athena = session.client("athena")
    query_id = athena.start_query_execution(QueryString=sql, WorkGroup=workgroup, **asked)["QueryExecutionId"]
    while True:
        execution = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        time.sleep(0.05)


def big_manifest(bucket: str) -> None:
    """One that no package points to: views stay what they are."""
    line = json.dumps({"logical_key": "big.csv", "size": 1, "meta": {"note": "x" * 900}}) + "\n"
    body = (line * (_BIG // len(line))).encode()
    root.client("s3").put_object(Bucket=bucket, Key=f".quilt/packages/{'b' * 64}", Body=body)


def cutoff(lake: Deployment, bucket: str) -> None:
    chapter("bytesScannedCutoff: 10 MB")
    big_manifest(bucket)
    sql = f'SELECT count(*) FROM "{lake.database}"."{bucket}_manifests" WHERE meta LIKE \'%y%\''
    with step("a query above it, as saver: CANCELLED"):
        status = outcome(lake.session("saver"), lake.workgroup("saver"), sql)["Status"]
        expect(status["State"] == "CANCELLED", f"saw {status}")
        expect("Bytes scanned limit was exceeded" in status["StateChangeReason"], f"saw {status}")
    with step("one below it, as saver"):
        small = f'SELECT count(*) FROM "{lake.database}"."{bucket}_packages"'
        status = outcome(lake.session("saver"), lake.workgroup("saver"), small)["Status"]
        expect(status["State"] == "SUCCEEDED", f"saw {status}")
    with step("the first, as reader, whose cutoff is 1 TiB"):
        status = outcome(lake.session("reader"), lake.workgroup("reader"), sql)["Status"]
        expect(status["State"] == "SUCCEEDED", f"saw {status}")


def location(lake: Deployment, bucket: str) -> None:
    chapter("The enforced result location")
    with step("a client that asks for another location gets the workgroup's"):
        asked = {"ResultConfiguration": {"OutputLocation": f"s3://{bucket}/elsewhere/"}}
        execution = outcome(lake.session("reader"), lake.workgroup("reader"), "SELECT 1", **asked)
        expect(execution["Status"]["State"] == "SUCCEEDED", f"saw {execution['Status']}")
        found = execution["ResultConfiguration"]["OutputLocation"]
        expect(found.startswith(f"s3://{lake.results_bucket}/athena-results/reader/"), f"results went to {found}")
        listed = root.client("s3").list_objects_v2(Bucket=bucket, Prefix="elsewhere/")
        expect(listed["KeyCount"] == 0, f"saw {listed}")


if __name__ == "__main__":
    deployed = Deployment(sys.argv[1])
    cutoff(deployed, sys.argv[2])
    location(deployed, sys.argv[2])
    finish("checks")
