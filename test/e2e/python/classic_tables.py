"""A bucket's tables and views as a Quilt registry makes them (quiltdata/examples: athena_cfn/athena-bucket-cfn.yml).

Written apart from the library's own layout on purpose: beside a Quilt stack it meets tables it did not make.
"""

import base64
import json
from typing import Any

_TEXT = {
    "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
    "OutputFormat": "org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat",
}
_HASH = "struct<type:string,value:string>"
_MANIFESTS = {
    "logical_key": "string",
    "physical_keys": "array<string>",
    "size": "bigint",
    "hash": _HASH,
    "meta": "string",
    "user_meta": "string",
    "message": "string",
    "version": "string",
}
_PACKAGES_VIEW = {name: "string" for name in ("pkg_name", "top_hash", "timestamp", "message", "user_meta")}
_OBJECTS_VIEW = {
    "pkg_name": "string",
    "top_hash": "string",
    "timestamp": "string",
    "logical_key": "string",
    "physical_key": "string",
    "size": "bigint",
    "hash": _HASH,
    "meta": "string",
}
_TRINO = {"string": "varchar", "bigint": "bigint", _HASH: "row(type varchar, value varchar)"}

_POINTERS = """WITH npv AS (SELECT regexp_extract("$path", '^s3://[^/]+/[^/]+/[^/]+/([^/]+/[^/]+)', 1) AS pkg_name,
    regexp_extract("$path", '[^/]+$') AS "timestamp", top_hash FROM "{database}"."{bucket}_packages"),"""
_PACKAGES_SQL = f"""{_POINTERS}
mv AS (SELECT regexp_extract("$path", '[^/]+$') AS top_hash, user_meta, message
    FROM "{{database}}"."{{bucket}}_manifests" WHERE logical_key IS NULL)
SELECT npv.pkg_name, npv.top_hash, npv."timestamp", mv.message, mv.user_meta
FROM npv INNER JOIN mv ON npv.top_hash = mv.top_hash"""
_OBJECTS_SQL = f"""{_POINTERS}
mv AS (SELECT regexp_extract("$path", '[^/]+$') AS top_hash, logical_key, physical_keys, size, hash, meta
    FROM "{{database}}"."{{bucket}}_manifests" WHERE logical_key IS NOT NULL)
SELECT npv.pkg_name, npv.top_hash, npv."timestamp", mv.logical_key,
    element_at(mv.physical_keys, 1) AS physical_key, mv.size, mv.hash, mv.meta
FROM mv INNER JOIN npv ON mv.top_hash = npv.top_hash"""


def tables_of(database: str, bucket: str) -> list[dict[str, Any]]:
    """TableInputs, base tables first."""
    return [
        _table(
            f"{bucket}_packages",
            {"top_hash": "string"},
            f"s3://{bucket}/.quilt/named_packages",
            {"SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"},
        ),
        _table(
            f"{bucket}_manifests",
            _MANIFESTS,
            f"s3://{bucket}/.quilt/packages",
            {
                "SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe",
                "Parameters": {"ignore.malformed.json": "true"},
            },
        ),
        _view(f"{bucket}_packages-view", _PACKAGES_VIEW, _PACKAGES_SQL, database, bucket),
        _view(f"{bucket}_objects-view", _OBJECTS_VIEW, _OBJECTS_SQL, database, bucket),
    ]


def _columns(columns: dict[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Type": kind} for name, kind in columns.items()]


def _table(name: str, columns: dict[str, str], location: str, serde: dict[str, Any]) -> dict[str, Any]:
    storage = {"Columns": _columns(columns), "Location": location, "SerdeInfo": serde, **_TEXT}
    return {"Name": name, "TableType": "EXTERNAL_TABLE", "PartitionKeys": [], "StorageDescriptor": storage}


def _view(name: str, columns: dict[str, str], sql: str, database: str, bucket: str) -> dict[str, Any]:
    definition = {
        "originalSql": sql.format(database=database, bucket=bucket),
        "catalog": "awsdatacatalog",
        "schema": database,
        "columns": [{"name": column, "type": _TRINO[kind]} for column, kind in columns.items()],
    }
    blob = base64.b64encode(json.dumps(definition).encode()).decode()
    return {
        "Name": name,
        "TableType": "VIRTUAL_VIEW",
        "PartitionKeys": [],
        "Parameters": {"presto_view": "true", "comment": "Presto View"},
        "ViewOriginalText": f"/* Presto View: {blob} */",
        "ViewExpandedText": "/* Presto View */",
        "StorageDescriptor": {
            "Columns": _columns(columns),
            "Location": "",
            "InputFormat": "",
            "OutputFormat": "",
            "SerdeInfo": {},
        },
    }
