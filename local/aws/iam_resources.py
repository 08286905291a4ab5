"""With AUTH=true: every resource AWS checks for Glue, Athena and Lake Formation calls.

The emulator names one ARN per call. AWS wants the table, its database and the catalog; and an Athena query id
stands for the workgroup it ran in. Without this, glue:GetTable is allowed on any table of an allowed database.
"""

import json
import os
from typing import Any
from urllib.parse import parse_qs

import ministack.app as app
from ministack.core import iam_actions, iam_evaluator
from ministack.services import athena, tagging

import object_encryption
import query_history
import source_function

_DATABASE_ACTIONS = {"GetDatabase", "CreateDatabase", "UpdateDatabase", "DeleteDatabase"}
_EACH_ID = "each id of the batch"
_OTHER_GLUE_ACTIONS = ("Crawler", "Job", "Trigger", "Workflow", "Connection", "Classifier", "Security", "Tag")


def glue_ancestors(arn: str) -> list[str]:
    """[catalog, database, table] of a table ARN, [catalog, database] of a database ARN."""
    for kind in (":table/", ":database/"):
        if kind in arn:
            head, _, rest = arn.partition(kind)
            parents = [f"{head}:catalog"]
            if kind == ":table/":
                parents.append(f"{head}:database/{rest.split('/')[0]}")
            return [*parents, arn]
    return [arn]


def _glue_resource(action: str, data: dict[str, Any], base: str) -> str:
    named_database = data.get("Name") if action in _DATABASE_ACTIONS else None
    database = data.get("DatabaseName") or named_database or (data.get("DatabaseInput") or {}).get("Name")
    if not database:
        return base + "catalog"
    table = data.get("TableName") or (data.get("TableInput") or {}).get("Name")
    if action == "GetTables":
        table = "*"  # AWS filters the listing by table; asking for all of them is the strict reading
    elif not table and action not in _DATABASE_ACTIONS:
        table = data.get("Name") or next(iter(data.get("TablesToDelete") or []), None)
    return f"{base}table/{database}/{table}" if table else f"{base}database/{database}"


def _athena_resource(action: str, data: dict[str, Any], base: str) -> str:
    if "Catalog" in action or "Metadata" in action or action in ("GetDatabase", "ListDatabases"):
        name = data.get("CatalogName") or data.get("Name")
        return f"{base}datacatalog/{name}" if name else "*"
    if action in ("ListWorkGroups", "ListEngineVersions"):
        return "*"
    execution = athena._executions.get(data.get("QueryExecutionId") or "") or {}
    query = athena._named_queries.get(data.get("NamedQueryId") or "") or {}
    name = data.get("WorkGroup") or execution.get("WorkGroup") or query.get("WorkGroup") or data.get("Name")
    return f"{base}workgroup/{name or 'primary'}"


def _simulated(body: bytes) -> str | None:
    """Who is simulated: the emulator takes the call for one on everything."""
    return next(iter(parse_qs(body.decode(errors="replace")).get("PolicySourceArn", [])), None)


def _resource(service: str, headers: dict[str, str], body: bytes, region: str, account: str) -> str | None:
    if service == "iam":
        return _simulated(body)
    try:
        data = json.loads(body or b"{}")
    except ValueError:
        return None
    action = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
    if service == "lakeformation":
        return "*"
    if service == "glue" and not any(word in action for word in _OTHER_GLUE_ACTIONS):
        return _glue_resource(action, data, f"arn:aws:glue:{region}:{account}:")
    if service == "athena" and f"athena:{action}" in query_history.PER_ID_ACTIONS:
        return _EACH_ID
    if service == "athena" and "Tag" not in action:
        return _athena_resource(action, data, f"arn:aws:athena:{region}:{account}:")
    return None


def _namespace(action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
    """cloudwatch:namespace, the one condition that bounds who may measure what."""
    if action != "cloudwatch:PutMetricData":
        return {}
    found = json.loads(body).get("Namespace") if body[:1] == b"{" else next(iter(params.get("Namespace") or []), None)
    return {"cloudwatch:namespace": found} if found else {}


def install() -> None:
    tags_of_request = iam_actions.request_tag_context

    def request_context(service: str, action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
        return {**tags_of_request(service, action, body, params), **_namespace(action, body, params)}

    iam_actions.request_tag_context = request_context
    extract_arn, evaluate = iam_actions.extract_resource_arn, object_encryption.with_keys(iam_evaluator.enforce)

    def extract_resource_arn(
        service: str, method: str, path: str, headers: Any, body: bytes, query_params: Any, region: str, account: str
    ) -> Any:
        return _resource(service, headers, body, region, account) or extract_arn(
            service, method, path, headers, body, query_params, region, account
        )

    def enforce(
        access_key_id: str,
        iam_action: str,
        service: str,
        region: str,
        resource_arn: str = "*",
        service_context: Any = None,
    ) -> Any:
        if resource_arn == _EACH_ID:  # only who calls is checked here, the handler checks each id
            return evaluate(access_key_id, "sts:GetCallerIdentity", service, region)
        context = source_function.with_source(access_key_id, service_context)
        for arn in glue_ancestors(resource_arn) if service == "glue" else [resource_arn]:
            denied = evaluate(access_key_id, iam_action, service, region, arn, context)
            if denied:
                if hasattr(denied, "decision"):
                    denied.denied_arn = getattr(
                        denied, "denied_arn", arn
                    )  # the gateway prints its own; Athena's texts print this one
                return denied
        return None

    iam_actions.extract_resource_arn, iam_evaluator.enforce = extract_resource_arn, enforce
    # aws:ResourceTag on workgroups and data catalogs: the emulator's lookup does not know Athena.
    tags_of = tagging.resource_tags
    tagging.resource_tags = lambda arn: athena._tags.get(arn) if arn.startswith("arn:aws:athena:") else tags_of(arn)
    # aws:SecureTransport: plain HTTP here, but callers are taken as TLS ones; otherwise every enforceSSL bucket
    # policy (the CDK's own asset bucket first) denies everything. LOCAL_PLAIN_HTTP=1 shows that instead.
    pin_origin = iam_evaluator.pin_request_origin
    app.pin_request_origin = lambda ip, tls: pin_origin(ip, tls or not os.environ.get("LOCAL_PLAIN_HTTP"))
