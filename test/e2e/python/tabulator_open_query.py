"""A principal that is no role of the lake, at Tabulator's tables: before there is an open query, and through it.

python tabulator_open_query.py without STACK BUCKET    no open query: refused, whatever IAM lets it
python tabulator_open_query.py with STACK BUCKET       with the open query's policy and nothing else
"""

import json
import sys

import boto3

import queries
from account import chapter, denied, expect, finish, step
from deployment import assume, root
from odd_files import ROWS
from tabulator_gates import Lake, keys, with_callers

OUTSIDER = "bi-tool"
POLICY, WORKGROUP = "TabulatorOpenQueryPolicyArn", "TabulatorOpenQueryWorkGroup"
_OWN = "spill/open-query/"


def role(managed: list[str], inline: object | None) -> boto3.Session:
    """The outsider's session, with these policies and no other."""
    iam = root.client("iam")
    if not any(each["RoleName"] == OUTSIDER for each in iam.list_roles()["Roles"]):
        account = root.client("sts").get_caller_identity()["Account"]
        principal = {"AWS": f"arn:aws:iam::{account}:root"}
        trusted = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
        document = json.dumps({"Version": "2012-10-17", "Statement": [trusted]})
        iam.create_role(RoleName=OUTSIDER, AssumeRolePolicyDocument=document)
    for name in iam.list_role_policies(RoleName=OUTSIDER)["PolicyNames"]:
        iam.delete_role_policy(RoleName=OUTSIDER, PolicyName=name)
    for arn in managed:
        iam.attach_role_policy(RoleName=OUTSIDER, PolicyArn=arn)
    if inline is not None:
        iam.put_role_policy(RoleName=OUTSIDER, PolicyName="inline", PolicyDocument=json.dumps(inline))
    attached = iam.list_attached_role_policies(RoleName=OUTSIDER)["AttachedPolicies"]
    expect([each["PolicyArn"] for each in attached] == managed, f"{attached}")
    return assume(iam.get_role(RoleName=OUTSIDER)["Role"]["Arn"])


def without_open_query(lake: Lake) -> None:
    chapter("Without open query")
    with step("there is neither its policy nor its workgroup"):
        expect(not {POLICY, WORKGROUP} & set(lake.outputs), f"{lake.outputs}")
        groups = [each["Name"] for each in root.client("athena").list_work_groups()["WorkGroups"]]
        expect(not [name for name in groups if "OpenQuery" in name], f"{groups}")
    genes = f"SELECT * FROM {lake.table('gene_expression_data')} LIMIT 10"
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    with denied("a principal without rights", "athena:StartQueryExecution"):
        queries.run(role([], None), lake.workgroup("analyst"), genes)
    with denied("one that IAM lets do everything: the function does not know it", "bi-tool", "may not use"):
        queries.run(role([], {"Version": "2012-10-17", "Statement": [everything]}), lake.workgroup("analyst"), genes)


def with_open_query(lake: Lake) -> None:
    chapter(f"With open query: {OUTSIDER} has its policy and no other")
    outsider, workgroup = role([lake.outputs[POLICY]], None), lake.outputs[WORKGROUP]
    large = f"SELECT count(*), sum(id) FROM {lake.table('large')}"
    packages = f'SELECT * FROM "{lake.database}"."{lake.bucket}_packages-view"'
    expected = [(ROWS, ROWS * (ROWS - 1) // 2)]
    with step("a table"):
        sql = f"SELECT gene_id FROM {lake.table('gene_expression_data')} WHERE sample = 'liver' LIMIT 10"
        expect(len(queries.run(outsider, workgroup, sql)[1]) == 10, "rows are missing")
    with step(f"rows that do not fit into one answer come by {_OWN}, and by no other prefix"):
        before = set(keys(lake, ""))
        expect(queries.run(outsider, workgroup, large)[1] == expected, "rows were lost")
        new = set(keys(lake, "")) - before
        expect(bool(new) and all(key.startswith(_OWN) for key in new), f"{new}")
    with step("its results are below the workgroup's own prefix"):
        bucket = lake.results_bucket
        listed = root.client("s3").list_objects_v2(Bucket=bucket, Prefix="athena-results/open-query/")
        expect(listed["KeyCount"] > 0, "there are none")
    with denied("an ordinary table of the lake", "glue:Get"):
        queries.run(outsider, workgroup, packages)
    for name, other in (("a role", lake.workgroup("analyst")), ("everybody, primary", "primary")):
        with denied(f"the same query in the workgroup of {name}", "athena:StartQueryExecution"):
            queries.run(outsider, other, large)
    _spill(lake, outsider, workgroup, large)
    with step("a role of the lake still spills to its own prefix"):
        before = set(keys(lake, ""))
        expect(lake.query("analyst", large) == expected, "rows were lost")
        new = set(keys(lake, "")) - before
        expect(bool(new) and all(key.startswith("spill/analyst/") for key in new), f"{new}")
    with denied("the open query's workgroup, as analyst, who has one of its own", "athena:StartQueryExecution"):
        queries.run(lake.session("analyst"), workgroup, large)
    iam = root.client("iam")
    iam.detach_role_policy(RoleName=OUTSIDER, PolicyArn=lake.outputs[POLICY])
    with denied("the same principal without the policy", "athena:StartQueryExecution"):
        queries.run(role([], None), workgroup, large)


def _spill(lake: Lake, outsider: boto3.Session, workgroup: str, large: str) -> None:
    theirs = keys(lake, "spill/analyst/")[0]
    with denied("what a role spilled", "AccessDenied"):
        outsider.client("s3").get_object(Bucket=lake.spill, Key=theirs)
    with denied("what itself spilled, without Athena", "AccessDenied"):
        outsider.client("s3").get_object(Bucket=lake.spill, Key=keys(lake, _OWN)[0])
    callers = json.loads(lake.variables["TABULATOR_CALLERS"])
    with_callers(lake, {**callers, "roles": {OUTSIDER: "analyst"}})
    with denied("what is in a role's folder, through Athena", "s3:GetObject", "spill/analyst/"):
        queries.run(outsider, workgroup, large)
    with_callers(lake, None)


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    {"without": without_open_query, "with": with_open_query}[verb](Lake(*rest))
    finish("outsider")
