"""Metadata, history and saved-query calls: which ARNs they are authorized against, and what they show."""

from typing import Any

from harness import allowed, check, permitted, query, refused
from roles import ACCOUNT, REGION, VIA, glue_arns, role, root, session
from world import DB, RESULTS, A, B

ARN = f"arn:aws:athena:{REGION}:{ACCOUNT}"


def _rules() -> list[Any]:
    """What the library gives a role for its clients' metadata calls (docs/security.md)."""
    catalog = ["athena:GetDataCatalog", "athena:ListDatabases", "athena:GetDatabase"]
    catalog += ["athena:ListTableMetadata", "athena:GetTableMetadata"]
    own = ["athena:*NamedQuer*", "athena:*QueryExecution*", "athena:GetQuery*", "athena:GetWorkGroup"]
    tables = glue_arns("catalog", f"database/{DB}", "database/default", f"table/{DB}/{A}_*")
    glue = ["glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables"]
    return [
        {"Effect": "Allow", "Action": ["athena:ListWorkGroups", "athena:ListDataCatalogs"], "Resource": "*"},
        {"Effect": "Allow", "Action": catalog, "Resource": f"{ARN}:datacatalog/AwsDataCatalog"},
        {"Effect": "Allow", "Action": own, "Resource": f"{ARN}:workgroup/meta-own"},
        {"Effect": "Allow", "Action": glue, "Resource": tables, "Condition": VIA},
        {
            "Effect": "Allow",
            "Action": "s3:*",
            "Resource": [f"arn:aws:s3:::{RESULTS}", f"arn:aws:s3:::{RESULTS}/meta/*"],
        },
    ]


def metadata() -> None:
    for name in ("meta-own", "meta-other"):
        results = {"ResultConfiguration": {"OutputLocation": f"s3://{RESULTS}/meta/"}}
        root.client("athena").create_work_group(Name=name, Configuration=results)
    role("meta", _rules())
    _catalogs(session("meta"))
    _history(session("meta"))
    _saved_queries(session("meta").client("athena"))


def _catalogs(who: Any) -> None:
    athena, mine = who.client("athena"), {"CatalogName": "AwsDataCatalog"}
    names = permitted("ListWorkGroups on *", athena.list_work_groups)["WorkGroups"]
    check("ListWorkGroups shows every workgroup", {"meta-own", "meta-other"} <= {g["Name"] for g in names}, names)
    permitted("GetWorkGroup of the own one", athena.get_work_group, WorkGroup="meta-own")
    refused("GetWorkGroup of another one", athena.get_work_group, WorkGroup="meta-other")
    permitted("ListDataCatalogs on *", athena.list_data_catalogs)
    permitted("GetDataCatalog", athena.get_data_catalog, Name="AwsDataCatalog")
    refused("GetDataCatalog of another one", athena.get_data_catalog, Name="other")
    shown = permitted("ListDatabases", athena.list_databases, **mine)["DatabaseList"]
    check("ListDatabases shows the readable ones", {d["Name"] for d in shown} <= {DB, "default"}, shown)
    permitted("GetDatabase", athena.get_database, DatabaseName=DB, **mine)
    refused(
        "GetDatabase without glue:GetDatabase",
        athena.get_database,
        "glue:GetDatabase on resource",
        code="MetadataException",
        DatabaseName="private",
        **mine,
    )
    listed = permitted("ListTableMetadata", athena.list_table_metadata, DatabaseName=DB, **mine)["TableMetadataList"]
    check("ListTableMetadata shows the readable ones", {t["Name"].split("_")[0] for t in listed} == {A}, listed)
    one = {"DatabaseName": DB, "TableName": f"{A}_packages", **mine}
    permitted("GetTableMetadata", athena.get_table_metadata, lambda r: r["TableMetadata"]["Columns"], **one)
    refused(
        "GetTableMetadata without glue:GetTable",
        athena.get_table_metadata,
        "glue:GetTable on resource",
        code="MetadataException",
        **{**one, "TableName": f"{B}_packages"},
    )
    refused(
        "GetTableMetadata of a missing table",
        athena.get_table_metadata,
        code="MetadataException",
        **{**one, "TableName": f"{A}_none"},
    )


def _history(who: Any) -> None:
    athena, start = who.client("athena"), root.client("athena").start_query_execution
    allowed("query for the history", query(who, "SELECT 1", "meta-own", DB))
    foreign = start(QueryString="SELECT 1", WorkGroup="meta-other")["QueryExecutionId"]
    own = permitted("ListQueryExecutions", athena.list_query_executions, WorkGroup="meta-own")["QueryExecutionIds"]
    refused("ListQueryExecutions of another workgroup", athena.list_query_executions, WorkGroup="meta-other")
    batch = permitted("BatchGetQueryExecution", athena.batch_get_query_execution, QueryExecutionIds=[*own, foreign])
    check(
        "BatchGetQueryExecution leaves foreign queries unprocessed",
        [q["QueryExecutionId"] for q in batch["QueryExecutions"]] == own
        and [u["QueryExecutionId"] for u in batch["UnprocessedQueryExecutionIds"]] == [foreign],
        batch,
    )
    rows = permitted("GetQueryRuntimeStatistics", athena.get_query_runtime_statistics, QueryExecutionId=own[0])
    check("its rows", rows["QueryRuntimeStatistics"]["Rows"]["OutputRows"] == 1, rows)
    refused(
        "GetQueryRuntimeStatistics of a foreign query", athena.get_query_runtime_statistics, QueryExecutionId=foreign
    )


def _saved_queries(athena: Any) -> None:
    saved = {"Name": "q", "Database": DB, "QueryString": "SELECT 1"}
    own = permitted("CreateNamedQuery", athena.create_named_query, WorkGroup="meta-own", **saved)["NamedQueryId"]
    foreign = root.client("athena").create_named_query(WorkGroup="meta-other", **saved)["NamedQueryId"]
    refused("CreateNamedQuery in another workgroup", athena.create_named_query, WorkGroup="meta-other", **saved)
    ids = permitted("ListNamedQueries", athena.list_named_queries, WorkGroup="meta-own")["NamedQueryIds"]
    check("ListNamedQueries shows the workgroup's", ids == [own], ids)
    refused("ListNamedQueries of another workgroup", athena.list_named_queries, WorkGroup="meta-other")
    refused("GetNamedQuery of another workgroup", athena.get_named_query, NamedQueryId=foreign)
    batch = permitted("BatchGetNamedQuery", athena.batch_get_named_query, NamedQueryIds=[own, foreign])
    check(
        "BatchGetNamedQuery leaves foreign queries unprocessed",
        [q["NamedQueryId"] for q in batch["NamedQueries"]] == [own] and len(batch["UnprocessedNamedQueryIds"]) == 1,
        batch,
    )
