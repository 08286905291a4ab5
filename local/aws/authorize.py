"""May the caller of this query do that? Asked before anything runs, because the engine itself reads as root.

Texts follow what AWS answered in production, as docs/troubleshooting.md quotes it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import glue, s3

import authorize_by_lake_formation as by_lake_formation
import definer_views
from caller import (
    INVALID_VIEW,
    S3_PERMISSION,
    WRITE_RESULT,
    Denied,
    denial,
    glue_arn,
    require,
)
from lake_formation_access import registration
from trino_engine import Reference


def database(name: str) -> None:
    """glue:GetDatabase, and DESCRIBE where Lake Formation governs the database."""
    require("glue:GetDatabase", glue_arn("database", name))
    by_lake_formation.on_database(name, "DESCRIBE")


def table(database_name: str, name: str, action: str = "glue:GetTable") -> None:
    """What IAM says, and Lake Formation where it governs what is made, changed or dropped."""
    database(database_name)
    require(action, glue_arn("table", database_name, name))
    by_lake_formation.change(database_name, name, action)


def _record(reference: Reference) -> dict[str, Any]:
    return glue._tables.get(f"{reference.database}/{reference.table}") or {}


def _metadata(reference: Reference) -> None:
    definer = definer_views.definer_above(reference.through)
    if definer:
        return by_lake_formation.of_definer(reference, definer)
    table(reference.database, reference.table)
    by_lake_formation.read(reference)


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
    if reference.is_view or not location.startswith("s3") or definer_views.definer_above(reference.through):
        return
    if reference.written:
        require("glue:UpdateTable", glue_arn("table", reference.database, reference.table))
        objects(location, "s3:PutObject")
    elif not (by_lake_formation.governor(reference.database, reference.table) and registration(location)):
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
