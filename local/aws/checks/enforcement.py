"""IAM enforcement of the emulator, call by call, for one role (AUTH=true): what everything else here relies on."""

import json
from typing import Any

from harness import check, permitted, refused
from roles import ACCOUNT, REGION, VIA, glue_arns, role, root, session

DATA, POLICY = "auth-data", "auth-policy"


def _athena(name: str) -> str:
    return f"arn:aws:athena:{REGION}:{ACCOUNT}:workgroup/{name}"


def _allow(actions: Any, resources: Any, condition: Any = None) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Action": actions,
        "Resource": resources,
        **({"Condition": condition} if condition else {}),
    }


RULES = [
    _allow(["glue:GetDatabase", "glue:GetTable", "glue:GetTables"], glue_arns("catalog", "database/x", "table/x/t1")),
    _allow(
        ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults", "athena:GetWorkGroup"],
        _athena("auth-a"),
    ),
    _allow("s3:GetObject", [f"arn:aws:s3:::{DATA}/x/*"]),
    _allow("s3:GetBucketLocation", f"arn:aws:s3:::{DATA}"),
    _allow("s3:GetObject", [f"arn:aws:s3:::{DATA}/results/*"], VIA),
    _allow("s3:GetObject", [f"arn:aws:s3:::{DATA}/y/*"], {"StringEquals": {"s3:ExistingObjectTag/open": "yes"}}),
    _allow("s3:ListBucket", f"arn:aws:s3:::{DATA}", {"StringLike": {"s3:prefix": ["x/*"]}}),
    _allow(["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], "*"),
    _allow("sqs:SendMessage", "*", {"StringEquals": {"aws:ResourceTag/team": "q"}}),
    _allow(["lakeformation:GetDataAccess", "lakeformation:ListPermissions"], "*"),
    _allow("cloudwatch:PutMetricData", "*", {"StringEquals": {"cloudwatch:namespace": "Mine"}}),
]


def _world() -> None:
    glue, s3, athena = root.client("glue"), root.client("s3"), root.client("athena")
    for database in ("x", "y"):
        glue.create_database(DatabaseInput={"Name": database})
    for database, name in (("x", "t1"), ("x", "t2"), ("y", "t1")):
        columns = {"Columns": [{"Name": "a", "Type": "int"}], "Location": f"s3://{DATA}/{database}/{name}/"}
        glue.create_table(DatabaseName=database, TableInput={"Name": name, "StorageDescriptor": columns})
    for name in ("auth-a", "auth-b"):
        results = {"OutputLocation": f"s3://{DATA}/results/{name}/"}
        athena.create_work_group(Name=name, Configuration={"ResultConfiguration": results})
    for bucket in (DATA, POLICY):
        s3.create_bucket(Bucket=bucket)
        for key in ("x/t1/f.csv", "y/t1/f.csv", "results/auth-a/r.csv"):
            s3.put_object(Bucket=bucket, Key=key, Body=b"1\n")
    s3.put_object_tagging(Bucket=DATA, Key="y/t1/f.csv", Tagging={"TagSet": [{"Key": "open", "Value": "yes"}]})
    me = {"AWS": f"arn:aws:iam::{ACCOUNT}:role/auth-role"}
    statements = [
        {"Effect": "Allow", "Principal": me, "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{POLICY}/x/*"},
        {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{POLICY}/y/*"},
    ]
    s3.put_bucket_policy(Bucket=POLICY, Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))


def enforcement() -> None:
    _world()
    role("auth-role", RULES)
    mine = session("auth-role")
    _glue(mine)
    _queries(mine)
    _objects(mine)
    _others(mine)
    _metrics(mine)
    _limits(mine)


def _glue(mine: Any) -> None:
    glue = mine.client("glue")
    permitted("glue:GetTable on the table", glue.get_table, DatabaseName="x", Name="t1")
    refused("glue:GetTable on another table of the database", glue.get_table, DatabaseName="x", Name="t2")
    refused("glue:GetTable in another database", glue.get_table, DatabaseName="y", Name="t1")
    permitted("glue:GetDatabase", glue.get_database, Name="x")
    refused("glue:GetDatabase of default", glue.get_database, Name="default")
    refused("glue:CreateTable", glue.create_table, DatabaseName="x", TableInput={"Name": "n"})
    refused("glue:GetTables with a right on one table only", glue.get_tables, DatabaseName="x")


def _queries(mine: Any) -> None:
    athena, start = mine.client("athena"), root.client("athena").start_query_execution
    permitted("StartQueryExecution", athena.start_query_execution, QueryString="SELECT 1", WorkGroup="auth-a")
    refused("another workgroup", athena.start_query_execution, QueryString="SELECT 1", WorkGroup="auth-b")
    refused(
        "the primary workgroup",
        athena.start_query_execution,
        QueryString="SELECT 1",
        ResultConfiguration={"OutputLocation": f"s3://{DATA}/o/"},
    )
    foreign, own = (start(QueryString="SELECT 1", WorkGroup=name)["QueryExecutionId"] for name in ("auth-b", "auth-a"))
    refused("query of another workgroup", athena.get_query_execution, QueryExecutionId=foreign)
    permitted("query of the own workgroup", athena.get_query_execution, QueryExecutionId=own)
    tagged = root.client("athena").create_work_group
    tagged(Name="auth-tag", Tags=[{"Key": "team", "Value": "q"}], Configuration=_results("r"))
    by_tag = {"StringEquals": {"aws:ResourceTag/team": "q"}}
    role("auth-tagged", [_allow("s3:GetBucketLocation", "*"), _allow("athena:StartQueryExecution", "*", by_tag)])
    athena = session("auth-tagged").client("athena")
    permitted("workgroup by tag", athena.start_query_execution, QueryString="SELECT 1", WorkGroup="auth-tag")
    refused("workgroup without the tag", athena.start_query_execution, QueryString="SELECT 1", WorkGroup="auth-a")


def _metrics(mine: Any) -> None:
    measure, one = mine.client("cloudwatch").put_metric_data, [{"MetricName": "m", "Value": 1}]
    permitted("cloudwatch:namespace", measure, Namespace="Mine", MetricData=one)
    refused("another namespace", measure, Namespace="Others", MetricData=one)


def _results(prefix: str) -> dict[str, Any]:
    return {"ResultConfiguration": {"OutputLocation": f"s3://{DATA}/{prefix}/"}}


def _objects(mine: Any) -> None:
    s3 = mine.client("s3")
    permitted("s3:GetObject", s3.get_object, Bucket=DATA, Key="x/t1/f.csv")
    permitted("s3:ExistingObjectTag", s3.get_object, Bucket=DATA, Key="y/t1/f.csv")
    refused("aws:CalledVia is absent from a direct read", s3.get_object, Bucket=DATA, Key="results/auth-a/r.csv")
    permitted("s3:prefix within", s3.list_objects_v2, Bucket=DATA, Prefix="x/t1")
    refused("s3:prefix outside", s3.list_objects_v2, Bucket=DATA, Prefix="y/")
    refused("no s3:prefix", s3.list_objects_v2, Bucket=DATA)
    permitted("bucket policy allows", s3.get_object, Bucket=POLICY, Key="x/t1/f.csv")
    refused("bucket policy denies", s3.get_object, Bucket=POLICY, Key="y/t1/f.csv")


def _others(mine: Any) -> None:
    sqs, lake = mine.client("sqs"), mine.client("lakeformation")
    own, other = (
        root.client("sqs").create_queue(QueueName=f"auth-{team}", tags={"team": team})["QueueUrl"] for team in "qz"
    )
    permitted("aws:ResourceTag matches", sqs.send_message, QueueUrl=own, MessageBody="x")
    refused("aws:ResourceTag differs", sqs.send_message, QueueUrl=other, MessageBody="x")
    permitted("lakeformation:ListPermissions", lake.list_permissions)
    refused(
        "lakeformation:GrantPermissions",
        lake.grant_permissions,
        Principal={"DataLakePrincipalIdentifier": f"arn:aws:iam::{ACCOUNT}:role/z"},
        Resource={"Database": {"Name": "x"}},
        Permissions=["DESCRIBE"],
    )


def _limits(mine: Any) -> None:
    iam = root.client("iam")
    boundary = {"Version": "2012-10-17", "Statement": [_allow(["athena:*", "s3:GetBucketLocation"], "*")]}
    arn = iam.create_policy(PolicyName="auth-boundary", PolicyDocument=json.dumps(boundary))["Policy"]["Arn"]
    role("auth-bounded", RULES)
    iam.put_role_permissions_boundary(RoleName="auth-bounded", PermissionsBoundary=arn)
    bounded, query = session("auth-bounded"), {"QueryString": "SELECT 1", "WorkGroup": "auth-a"}
    refused("boundary without Glue", bounded.client("glue").get_table, DatabaseName="x", Name="t1")
    permitted("boundary with Athena", bounded.client("athena").start_query_execution, **query)
    narrow = session("auth-role", deny=("athena:*", "*"))
    refused("session policy without Athena", narrow.client("athena").start_query_execution, **query)
    permitted("session policy with S3", narrow.client("s3").get_object, Bucket=DATA, Key="x/t1/f.csv")
    keys = mine.get_credentials()
    forged = type(root)(keys.access_key, "wrong", keys.token, region_name=REGION)
    refused("wrong signature", forged.client("sts").get_caller_identity, code="SignatureDoesNotMatch")
    check("role's own identity", ":assumed-role/auth-role/" in mine.client("sts").get_caller_identity()["Arn"])
