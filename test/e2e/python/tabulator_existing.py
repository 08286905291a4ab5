"""A lake that uses the Tabulator of another stack, and that other stack's things.

python tabulator_existing.py query STACK QUILT BUCKET    roles of the lake at the other's tables
python tabulator_existing.py save QUILT FILE             take down what the other's things are like
python tabulator_existing.py compare QUILT FILE          they are still like that, and still answer
"""

import json
import pathlib
import sys
from typing import Any

import queries
from account import chapter, denied, expect, finish, step
from deployment import Deployment, root
from odd_files import ROWS

_OWN = "spill/open-query/"
#: What a lake makes for a Tabulator of its own.
_MADE = {"AWS::Athena::DataCatalog", "AWS::Lambda::Function"}


def outputs(quilt: str) -> dict[str, str]:
    found = root.client("cloudformation").describe_stacks(StackName=quilt)["Stacks"][0]
    return {o["OutputKey"]: o["OutputValue"] for o in found["Outputs"]}


def query(stack: str, quilt: str, bucket: str) -> None:
    chapter("Roles of the lake at the other stack's tables")
    lake, theirs = Deployment(stack), outputs(quilt)
    large = f'SELECT count(*), sum(id) FROM "{theirs["Name"]}"."{bucket}"."large"'
    small = f'SELECT * FROM "{theirs["Name"]}"."{bucket}"."small"'
    expected = [(ROWS, ROWS * (ROWS - 1) // 2)]
    with step("the lake made neither a data catalog nor a function"):
        resources = root.client("cloudformation").describe_stack_resources(StackName=stack)["StackResources"]
        expect(not [r for r in resources if r["ResourceType"] in _MADE], f"{resources}")
        expect(lake.outputs["TabulatorDataCatalogName"] == theirs["Name"], f"{lake.outputs}")
    with step("analyst: a table, whose rows come by the other's bucket"):
        expect(queries.run(lake.session("analyst"), lake.workgroup("analyst"), large)[1] == expected, "rows were lost")
        spilled = root.client("s3").list_objects_v2(Bucket=theirs["SpillBucket"])["Contents"]
        expect(all(each["Key"].startswith(_OWN) for each in spilled), f"{spilled}")
    with step("analyst: a view of the lake over it"):
        sql = f'SELECT * FROM "{lake.database}"."odd"'
        rows = queries.run(lake.session("analyst"), lake.workgroup("analyst"), sql)[1]
        expect(rows == [(7, "as it should be")], f"{rows}")
    with denied("colleague, who was not let use Tabulator", "athena:GetDataCatalog"):
        queries.run(lake.session("colleague"), lake.workgroup("colleague"), small)
    with denied("what was spilled, without Athena", "AccessDenied"):
        key = root.client("s3").list_objects_v2(Bucket=theirs["SpillBucket"])["Contents"][0]["Key"]
        lake.session("analyst").client("s3").get_object(Bucket=theirs["SpillBucket"], Key=key)


def state(quilt: str) -> dict[str, Any]:
    theirs = outputs(quilt)
    function, s3 = root.client("lambda").get_function(FunctionName=theirs["FunctionArn"]), root.client("s3")
    stack = root.client("cloudformation").describe_stacks(StackName=quilt)["Stacks"][0]
    policies = root.client("iam").list_role_policies(RoleName=function["Configuration"]["Role"].split("/")[-1])
    return {
        "stack": stack["StackStatus"],
        "catalog": root.client("athena").get_data_catalog(Name=theirs["Name"])["DataCatalog"],
        "function": {
            key: function["Configuration"].get(key) for key in ("Environment", "CodeSha256", "Role", "Timeout")
        },
        "policies": policies["PolicyNames"],
        "bucket policy": _bucket_policy(s3, theirs["SpillBucket"]),
    }


def _bucket_policy(s3: Any, bucket: str) -> str | None:
    try:
        return str(s3.get_bucket_policy(Bucket=bucket)["Policy"])
    except s3.exceptions.ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucketPolicy":
            raise
        return None


def compare(quilt: str, file: str) -> None:
    before, now = json.loads(pathlib.Path(file).read_text(encoding="utf-8")), state(quilt)
    for thing, was in before.items():
        with step(f"as before: {thing}"):
            expect(now[thing] == was, f"{was} became {now[thing]}")
    with step("the function still answers"):
        theirs = outputs(quilt)
        request = {"@type": "ListSchemasRequest", "catalogName": theirs["Name"], "queryId": "after"}
        answer = root.client("lambda").invoke(FunctionName=theirs["FunctionArn"], Payload=json.dumps(request).encode())
        told = answer["Payload"].read().decode()
        expect("FunctionError" not in answer and '"schemas":["' in told.replace(" ", ""), told)


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    if verb == "save":
        pathlib.Path(rest[1]).write_text(json.dumps(state(rest[0])), encoding="utf-8")
    else:
        {"query": query, "compare": compare}[verb](*rest)
        finish("existing")
