"""Clients that go past Athena: to S3 for results, to Glue for metadata. Only roles that declare them may.

python direct_access.py STACK BUCKET
"""

import sys
from typing import Any

import boto3
import pyathena
from pyathena.pandas.cursor import PandasCursor

import queries
from account import chapter, denied, expect, finish, step
from deployment import Deployment


class Lake(Deployment):
    def __init__(self, stack: str, bucket: str) -> None:
        super().__init__(stack)
        self.sql = f'SELECT pkg_name FROM "{self.database}"."{bucket}_packages-view"'

    def data_frame(self, role: str) -> Any:
        """PyAthena's pandas cursor: the query through Athena, its result from S3."""
        keys = self.session(role).get_credentials()
        connection = pyathena.connect(
            work_group=self.workgroup(role),
            region_name="us-east-1",
            aws_access_key_id=keys.access_key,
            aws_secret_access_key=keys.secret_key,
            aws_session_token=keys.token,
            poll_interval=0.05,
            cursor_class=PandasCursor,
        )
        return connection.cursor().execute(self.sql).as_pandas()

    def result_file(self, role: str) -> dict[str, str]:
        query_id = queries.start(self.session(role), self.workgroup(role), self.sql)
        execution = self.session(role).client("athena").get_query_execution(QueryExecutionId=query_id)
        location = execution["QueryExecution"]["ResultConfiguration"]["OutputLocation"]
        bucket, _, key = location.removeprefix("s3://").partition("/")
        return {"Bucket": bucket, "Key": key}


def results(lake: Lake) -> None:
    chapter("directResults: results read from S3")
    with step("PyAthena's pandas cursor, as downloader"):
        frame = lake.data_frame("downloader")
        expect(sorted(frame["pkg_name"].unique()) == ["rna/batch-1", "rna/batch-2"], f"saw {frame}")
    for role in ("reader", "pythonista", "explorer"):
        with step(f"PyAthena's default cursor, as {role}"):
            _, rows = queries.run(lake.session(role), lake.workgroup(role), lake.sql)
            expect(len(rows) == 4, f"saw {rows}")
        with denied(f"PyAthena's pandas cursor, as {role}", "Forbidden"):
            lake.data_frame(role)
    own, others = lake.result_file("downloader"), lake.result_file("reader")
    s3 = lake.session("downloader").client("s3")
    with step("its own result file"):
        expect(b"rna/batch-1" in s3.get_object(**own)["Body"].read(), "the result is not in its file")
    with denied("another role's result file, as downloader", "AccessDenied"):
        s3.get_object(**others)
    with denied("changing its own result file, as downloader", "AccessDenied"):
        s3.put_object(**own, Body=b"forged")


def metadata(lake: Lake, bucket: str) -> None:
    chapter("directGlue: metadata asked of Glue")

    def glue(role: str) -> Any:
        session: boto3.Session = lake.session(role)
        return session.client("glue")

    with step("GetTable and GetDatabase, as explorer"):
        table = glue("explorer").get_table(DatabaseName=lake.database, Name=f"{bucket}_packages")["Table"]
        expect(table["StorageDescriptor"]["Location"] == f"s3://{bucket}/.quilt/named_packages/", f"saw {table}")
        expect(glue("explorer").get_database(Name=lake.database)["Database"]["Name"] == lake.database, "another one")
    # GetTables only where it is denied: AWS leaves out tables the caller may not see, the local AWS refuses them all.
    for role in ("reader", "pythonista", "downloader"):
        with denied(f"GetTables, as {role}", "AccessDenied", "glue:GetTables"):
            glue(role).get_tables(DatabaseName=lake.database)
        with denied(f"GetTable, as {role}", "AccessDenied", "glue:GetTable"):
            glue(role).get_table(DatabaseName=lake.database, Name=f"{bucket}_packages")


if __name__ == "__main__":
    deployed = Lake(*sys.argv[1:])
    results(deployed)
    metadata(deployed, sys.argv[2])
    finish("checks")
