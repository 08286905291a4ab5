"""Properties of AWS::S3::Bucket the emulator leaves out: encryption, tags, lifecycle, ownership; no silent emptying.

Without tags the CDK's `autoDeleteObjects` finds no bucket to empty; without encryption no object gets its key. A stack
whose bucket still holds objects fails to delete, as on AWS ("The bucket you tried to delete is not empty").
"""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from ministack.services import s3
from ministack.services.cloudformation import provisioners as cfn

Props = dict[str, Any]


def _text(parent: Element, **values: Any) -> None:
    for name, value in values.items():
        if value is not None:
            SubElement(parent, name).text = str(value).lower() if isinstance(value, bool) else str(value)


def _encryption(value: Props) -> bytes:
    root = Element("ServerSideEncryptionConfiguration", xmlns=s3.S3_NS)
    for given in value.get("ServerSideEncryptionConfiguration") or []:
        rule, default = SubElement(root, "Rule"), given.get("ServerSideEncryptionByDefault") or {}
        _text(
            SubElement(rule, "ApplyServerSideEncryptionByDefault"),
            SSEAlgorithm=default.get("SSEAlgorithm"),
            KMSMasterKeyID=default.get("KMSMasterKeyID"),
        )
        _text(rule, BucketKeyEnabled=given.get("BucketKeyEnabled"))
    return tostring(root)


def _lifecycle(value: Props) -> bytes:
    root = Element("LifecycleConfiguration", xmlns=s3.S3_NS)
    for given in value.get("Rules") or []:
        rule = SubElement(root, "Rule")
        _text(rule, ID=given.get("Id"), Status=given["Status"])
        _text(SubElement(rule, "Filter"), Prefix=given.get("Prefix", ""))
        if given.get("ExpirationInDays") is not None:
            _text(SubElement(rule, "Expiration"), Days=given["ExpirationInDays"])
        elif given.get("ExpiredObjectDeleteMarker") is not None:
            _text(SubElement(rule, "Expiration"), ExpiredObjectDeleteMarker=given["ExpiredObjectDeleteMarker"])
        noncurrent = (given.get("NoncurrentVersionExpiration") or {}).get("NoncurrentDays")
        noncurrent = noncurrent or given.get("NoncurrentVersionExpirationInDays")
        if noncurrent is not None:
            _text(SubElement(rule, "NoncurrentVersionExpiration"), NoncurrentDays=noncurrent)
        abort = (given.get("AbortIncompleteMultipartUpload") or {}).get("DaysAfterInitiation")
        if abort is not None:
            _text(SubElement(rule, "AbortIncompleteMultipartUpload"), DaysAfterInitiation=abort)
    return tostring(root)


def _tags(value: list[Props]) -> bytes:
    root = Element("Tagging", xmlns=s3.S3_NS)
    tags = SubElement(root, "TagSet")
    for given in value:
        _text(SubElement(tags, "Tag"), Key=given["Key"], Value=given["Value"])
    return tostring(root)


def _ownership(value: Props) -> bytes:
    root = Element("OwnershipControls", xmlns=s3.S3_NS)
    for given in value.get("Rules") or []:
        _text(SubElement(root, "Rule"), ObjectOwnership=given.get("ObjectOwnership"))
    return tostring(root)


_CONFIGURATIONS: tuple[tuple[str, Callable[[Any], bytes], Any, Any], ...] = (
    ("BucketEncryption", _encryption, s3._put_bucket_encryption, s3._delete_bucket_encryption),
    ("LifecycleConfiguration", _lifecycle, s3._put_bucket_lifecycle, s3._delete_bucket_lifecycle),
    ("OwnershipControls", _ownership, s3._put_bucket_ownership_controls, s3._delete_bucket_ownership_controls),
    ("Tags", _tags, s3._put_bucket_tagging, s3._delete_bucket_tagging),
)


def _checked(put: Callable[[str, bytes], Any], what: str) -> Callable[[str, bytes], None]:
    def run(bucket: str, body: bytes) -> None:
        answer = put(bucket, body)
        if answer[0] >= 400:
            raise ValueError(f"AWS::S3::Bucket {what} rejected: {answer[2]!r}")

    return run


def _delete(bucket: str, props: Props) -> None:
    if bucket not in s3._buckets:
        return
    status, _, body = s3._delete_bucket(bucket)[:3]
    if status >= 400:
        raise ValueError(f"{bucket}: {body.decode() if isinstance(body, bytes) else body}")


def install() -> None:
    cfn._S3_BUCKET_CONFIGURATIONS += tuple(
        (name, to_xml, _checked(put, name), delete) for name, to_xml, put, delete in _CONFIGURATIONS
    )
    cfn._RESOURCE_HANDLERS["AWS::S3::Bucket"]["delete"] = _delete
