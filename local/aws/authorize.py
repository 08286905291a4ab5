"""May the caller of this query do that? Asked before anything runs, because the engine itself reads as root.

Texts follow what AWS answered in production, as docs/troubleshooting.md quotes it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import glue, s3

import lake_formation_access as lake_formation
from caller import (
    INVALID_VIEW,
    S3_PERMISSION,
    WRITE_RESULT,
    Denied,
    denial,
    glue_arn,
    lake_formation_principal,
    require,
)
from trino_engine import Reference


def database(name: str) -> None:
    """glue:GetDatabase, and DESCRIBE where Lake Formation governs the database."""
    require("glue:GetDatabase", glue_arn("database", name))
    who = lake_formation_principal()
    governed = who and name in glue._databases and lake_formation.governed(who, {"Database": {"Name": name}})
    if who and governed and not lake_formation.may_describe_database(who, name):
        raise Denied(f"Insufficient Lake Formation permission(s): Required Describe on {name}")


def table(database_name: str, name: str, action: str = "glue:GetTable") -> None:
    database(database_name)
    require(action, glue_arn("table", database_name, name))


def _record(reference: Reference) -> dict[str, Any]:
    return glue._tables.get(f"{reference.database}/{reference.table}") or {}


def _governor(reference: Reference) -> str | None:
    who = lake_formation_principal()
    resource = {"Table": {"DatabaseName": reference.database, "Name": reference.table}}
    return who if who and lake_formation.governed(who, resource) else None


def _metadata(reference: Reference) -> None:
    table(reference.database, reference.table)
    who = _governor(reference)
    if not who:
        return
    record = _record(reference)
    known = (record.get("StorageDescriptor") or {}).get("Columns", []) + (record.get("PartitionKeys") or [])
    columns = set(reference.columns) if reference.columns is not None else {c["Name"] for c in known}
    columns = {c for c in columns if not c.startswith("$")}  # $path is no column of the catalog
    granted = lake_formation.selectable(who, reference.database, reference.table, columns)
    anything = lake_formation.selectable(who, reference.database, reference.table, {c["Name"] for c in known})
    if not anything or (reference.is_view and columns - granted):  # no column filters on views
        raise Denied(f"Insufficient Lake Formation permission(s): Required Select on {reference.table}")
    if columns - granted:
        name = sorted(columns - granted)[0]
        raise Denied(
            f"Column '{name}' cannot be resolved or requester is not authorized to access requested resources",
            prefix="COLUMN_NOT_FOUND: line 1:8: ",
        )
    if not reference.is_view:
        text = denial("lakeformation:GetDataAccess", "*", via_athena=False)
        if text:
            raise Denied(text)


def objects(location: str, action: str = "s3:GetObject") -> None:
    """The source side: list the table's prefix and read (or write) below it."""
    bucket, _, prefix = location.removeprefix("s3://").removeprefix("s3a://").partition("/")
    keys = (s3._buckets.get(bucket) or {}).get("objects", {})
    example = next((k for k in list(keys) if k.startswith(prefix)), prefix.rstrip("/") + "/object")
    denied = denial("s3:ListBucket", f"arn:aws:s3:::{bucket}", context={"s3:prefix": prefix}) or denial(
        action, f"arn:aws:s3:::{bucket}/{example}"
    )
    if denied:
        raise Denied(f"Permission denied on S3 path: {location}", S3_PERMISSION, prefix="")


def _data(reference: Reference) -> None:
    location = (_record(reference).get("StorageDescriptor") or {}).get("Location") or ""
    if reference.is_view or not location.startswith("s3"):
        return
    if reference.written:
        require("glue:UpdateTable", glue_arn("table", reference.database, reference.table))
        objects(location, "s3:PutObject")
    elif not (_governor(reference) and lake_formation.registration(location)):
        objects(location)  # a registered location is read with Lake Formation's credentials instead


def _through_views(reference: Reference, check: Callable[[Reference], None]) -> None:
    """A base table's denial is reported by the views above it, each adding its own sentence."""
    try:
        check(reference)
    except Denied as denied:
        if not reference.through or denied.error_type == S3_PERMISSION:
            raise
        views = "".join(f"Failed analyzing stored view '{view}': " for view in reference.through)
        raise Denied(denied.text, INVALID_VIEW, prefix=f"INVALID_VIEW: {views}") from denied


def references(found: Iterable[Reference], read: bool = True) -> None:
    """Metadata of everything first (that is analysis), then the data of the base tables (that is execution)."""
    ordered = sorted(found, key=lambda r: len(r.through))
    for check in (_metadata, _data) if read else (_metadata,):
        for reference in ordered:
            _through_views(reference, check)


def output_bucket(location: str, expected_owner: str | None) -> str | None:
    """Refused at once by StartQueryExecution; the sentence, or None."""
    bucket = location.removeprefix("s3://").split("/")[0]
    missing = bucket not in s3._buckets or (expected_owner and expected_owner != get_account_id())
    denied = missing or denial("s3:GetBucketLocation", f"arn:aws:s3:::{bucket}")
    return f"Unable to verify/create output bucket {bucket}" if denied else None


def output_object(url: str, action: str, context: dict[str, str] | None = None) -> str | None:
    return denial(action, f"arn:aws:s3:::{url.removeprefix('s3://')}", context=context)


def encryption_headers(results: dict[str, Any]) -> dict[str, str]:
    """The headers with which Athena writes results of a workgroup's (or request's) ResultConfiguration."""
    chosen = results.get("EncryptionConfiguration") or {}
    if chosen.get("EncryptionOption") == "SSE_S3":
        return {"x-amz-server-side-encryption": "AES256"}
    if chosen.get("EncryptionOption") in ("SSE_KMS", "CSE_KMS"):
        return {
            "x-amz-server-side-encryption": "aws:kms",
            "x-amz-server-side-encryption-aws-kms-key-id": chosen.get("KmsKey", ""),
        }
    return {}


def writing_output(results: dict[str, Any]) -> None:
    """The caller writes the result object, and uses the key that encrypts it."""
    url = results["OutputLocation"]
    if output_object(url, "s3:PutObject", {f"s3:{k}": v for k, v in encryption_headers(results).items()}):
        raise Denied(
            f"Access denied when writing output to url: {url} . Please ensure you are allowed to access the "
            "S3 bucket. If you are encrypting query results with KMS key, please ensure you are allowed to "
            "access your KMS key",
            WRITE_RESULT,
            prefix="",
        )
