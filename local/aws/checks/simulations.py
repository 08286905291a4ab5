"""iam:SimulatePrincipalPolicy: answers as IAM's simulator gives them, and what it says about them."""

import json
from typing import Any

from harness import attempt, check, refused
from lake_formation_world import fault
from roles import ACCOUNT, VIA, role, role_arn, root, session

BUCKET = "arn:aws:s3:::simulated"
IN_A, IN_B = f"{BUCKET}/a/x", f"{BUCKET}/b/x"
ATHENA = {
    "ContextKeyName": "aws:CalledVia",
    "ContextKeyValues": ["athena.amazonaws.com"],
    "ContextKeyType": "stringList",
}
NOT_ATHENA = {**ATHENA, "ContextKeyValues": ["none.invalid"]}
OWN = {"ContextKeyName": "AWS:resourceaccount", "ContextKeyValues": [ACCOUNT], "ContextKeyType": "string"}
RULES: list[dict[str, Any]] = [
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{BUCKET}/a/*", "Condition": VIA},
    {"Effect": "Allow", "Action": ["s3:PutObject", "s3:ListBucket"], "Resource": "*"},
    {"Effect": "Deny", "Action": "s3:PutObject", "Resource": f"{BUCKET}/b/*"},
    {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": f"{BUCKET}/owned/*",
        "Condition": {"StringEquals": {"aws:ResourceAccount": ACCOUNT}},
    },
]
Result = dict[str, Any]


def _policy(statements: list[dict[str, Any]]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _asked(
    actions: list[str], resources: list[str], *context: Any, who: str = "simulated", **more: Any
) -> list[Result]:
    asked = {"PolicySourceArn": role_arn(who), "ActionNames": actions, "ContextEntries": [*context], **more}
    if resources:
        asked["ResourceArns"] = resources
    return root.client("iam").simulate_principal_policy(**asked)["EvaluationResults"]


def _decisions(results: list[Result]) -> dict[tuple[str, str], str]:
    return {
        (result["EvalActionName"], each["EvalResourceName"]): each["EvalResourceDecision"]
        for result in results
        for each in result["ResourceSpecificResults"]
    }


def simulations() -> None:
    role("simulated", RULES)
    _every_resource()
    _context()
    _boundary()
    _given_policies()
    _paging_and_refusals()


def _every_resource() -> None:
    found = _decisions(_asked(["s3:GetObject", "s3:PutObject"], [IN_A, IN_B], ATHENA, OWN))
    wanted = {
        ("s3:GetObject", IN_A): "allowed",
        ("s3:GetObject", IN_B): "implicitDeny",
        ("s3:PutObject", IN_A): "allowed",
        ("s3:PutObject", IN_B): "explicitDeny",
    }
    check("every action on every resource", found == wanted, found)
    [result] = _asked(["s3:PutObject"], [IN_B], ATHENA, OWN)
    matched = result["ResourceSpecificResults"][0]["MatchedStatements"]
    check("the policy that decided", [m["SourcePolicyId"] for m in matched] == ["access"], matched)
    [result] = _asked(["s3:ListBucket"], [], ATHENA, OWN)
    good = result["EvalResourceName"] == "*" and result["EvalDecision"] == "allowed"
    check("without resources: on everything", good and not result.get("ResourceSpecificResults"), result)


def _context() -> None:
    found = _decisions(_asked(["s3:GetObject"], [IN_A, f"{BUCKET}/owned/x"], NOT_ATHENA, OWN))
    check("context decides, keys are no matter of case", list(found.values()) == ["implicitDeny", "allowed"], found)
    [result] = _asked(["s3:GetObject"], [IN_A])
    missing = result["ResourceSpecificResults"][0]["MissingContextValues"]
    both = ["aws:CalledVia", "aws:ResourceAccount"]
    check("keys that are not given are told with each resource", missing == both, result)
    check("and not above", not result.get("MissingContextValues"), result)
    [result] = _asked(["s3:GetObject"], [], ATHENA)
    check("above where there is no resource", result["MissingContextValues"] == ["aws:ResourceAccount"], result)
    check("a key that is not given is not inferred", result["EvalDecision"] == "implicitDeny", result)
    asked = {**OWN, "ContextKeyValues": [ACCOUNT, "111111111111"]}
    code, text = attempt(_asked, actions=["s3:GetObject"], resources=[IN_A], who="simulated", ContextEntries=[asked])
    check("one value for a type that is no list", code == "InvalidInput", (code, text))


def _boundary() -> None:
    iam = root.client("iam")
    document = _policy([{"Effect": "Allow", "Action": "s3:*", "Resource": f"{BUCKET}/a/*"}])
    arn = iam.create_policy(PolicyName="simulated-boundary", PolicyDocument=document)["Policy"]["Arn"]
    role("simulated-bounded", RULES)
    iam.put_role_permissions_boundary(RoleName="simulated-bounded", PermissionsBoundary=arn)
    [result] = _asked(["s3:PutObject"], [IN_A, f"{BUCKET}/c/x"], ATHENA, OWN, who="simulated-bounded")
    within, beyond = result["ResourceSpecificResults"]
    good = within["EvalResourceDecision"] == "allowed" and beyond["EvalResourceDecision"] == "implicitDeny"
    told = [r["PermissionsBoundaryDecisionDetail"]["AllowedByPermissionsBoundary"] for r in (within, beyond)]
    check("a permissions boundary, and that it was it", good and told == [True, False], result)
    nothing = _policy([{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}])
    given = {"PermissionsBoundaryPolicyInputList": [nothing], "who": "simulated-bounded"}
    [result] = _asked(["s3:PutObject"], [IN_A], ATHENA, OWN, **given)
    check("one that is given takes its place", result["EvalDecision"] == "implicitDeny", result)


def _given_policies() -> None:
    more = _policy([{"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{BUCKET}/b/*"}])
    [result] = _asked(["s3:GetObject"], [IN_B], ATHENA, OWN, PolicyInputList=[more])
    check("a policy that is given counts, too", result["EvalDecision"] == "allowed", result)
    user = root.client("iam").create_user(UserName="simulated-user")["User"]["Arn"]
    denial = [{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*"}]
    asked: dict[str, Any] = {"ActionNames": ["s3:PutObject"], "ResourceArns": [IN_A], "ResourcePolicy": _policy(denial)}
    answer = root.client("iam").simulate_principal_policy(PolicySourceArn=user, CallerArn=user, **asked)
    check("a resource's policy denies a user", answer["EvaluationResults"][0]["EvalDecision"] == "explicitDeny", answer)
    code, text = attempt(root.client("iam").simulate_principal_policy, PolicySourceArn=role_arn("simulated"), **asked)
    check("of roles the simulator takes none", code == "InvalidInput", (code, text))


def _paging_and_refusals() -> None:
    iam = root.client("iam")
    asked: dict[str, Any] = {"PolicySourceArn": role_arn("simulated"), "ContextEntries": [ATHENA, OWN]}
    pages = iam.get_paginator("simulate_principal_policy").paginate(
        **asked, ActionNames=["s3:GetObject", "s3:PutObject", "s3:ListBucket"], PaginationConfig={"PageSize": 2}
    )
    sizes = [len(page["EvaluationResults"]) for page in pages]
    check("pages", sizes == [2, 1], sizes)
    code, text = attempt(iam.simulate_principal_policy, PolicySourceArn=role_arn("nobody-here"), ActionNames=["s3:Get"])
    check("a role that is not there", code == "NoSuchEntity", (code, text))
    code, text = attempt(iam.simulate_principal_policy, **asked, ActionNames=["GetObject"])
    check("an action without its service", code == "InvalidInput", (code, text))
    with fault(match="iam.SimulatePrincipalPolicy"):
        from botocore.config import Config

        once = root.client("iam", config=Config(retries={"total_max_attempts": 1}))
        code, text = attempt(once.simulate_principal_policy, **asked, ActionNames=["s3:GetObject"])
        check("throttling", code == "Throttling", (code, text))
    rules = [{"Effect": "Allow", "Action": "iam:SimulatePrincipalPolicy", "Resource": role_arn("simulated")}]
    role("simulating", rules)
    own = session("simulating").client("iam").simulate_principal_policy
    good = attempt(own, **asked, ActionNames=["s3:GetObject"])
    check("who may ask about a role", good[0] == "OK", good)
    other = {"PolicySourceArn": role_arn("simulated-bounded"), "ActionNames": ["s3:GetObject"]}
    refused("may not ask about another one", own, "iam:SimulatePrincipalPolicy", **other)
