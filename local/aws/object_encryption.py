"""S3 objects encrypted with a KMS key: who reads or writes the object needs the key too.

The emulator keeps the key's id with the object and never asks the key. S3 calls KMS with the caller's rights, so the
key's policy and the caller's are evaluated with `kms:ViaService` (and Athena's `aws:CalledVia` where Athena calls S3):
kms:Decrypt to read, kms:GenerateDataKey to write (S3 User Guide, "Using server-side encryption with AWS KMS keys").
Objects under the account's own `aws/s3` key, which a write with `aws:kms` and no key id gets, need no right of their
own. The emulator refuses such a write, and the CDK makes them: its asset bucket is encrypted that way.
"""

from collections.abc import Callable
from typing import Any

from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region
from ministack.services import kms, s3

_ALGORITHM, _KEY = "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id"
KEY_CONDITION = f"s3:{_KEY}"  # a real condition key of S3; writes carry it from the request to the check below
Enforce = Callable[..., Any]


def _key_arn(key_id: str | None) -> str | None:
    """The ARN of a key named by id, ARN or alias; None for none and for one this account does not have."""
    record = kms._resolve_key(key_id) if key_id else None
    return record["Arn"] if record else None


def _key_of_object(bucket: str, key: str) -> str | None:
    stored = (s3._buckets.get(bucket) or {}).get("objects", {}).get(key) or {}
    return (stored.get("preserved_headers") or {}).get(_KEY)


def _needed(action: str, arn: str, context: dict[str, Any]) -> tuple[str, str] | None:
    """(KMS action, key ARN) that this S3 action on this object needs besides."""
    bucket, _, key = arn.removeprefix("arn:aws:s3:::").partition("/")
    if action in ("s3:GetObject", "s3:GetObjectVersion"):
        found = _key_arn(_key_of_object(bucket, key))
        return ("kms:Decrypt", found) if found else None
    if action != "s3:PutObject":
        return None
    asked = context.get(KEY_CONDITION)
    if not asked and not context.get(f"s3:{_ALGORITHM}"):
        asked = s3._bucket_default_sse_headers(bucket).get(_KEY)
    found = _key_arn(asked)
    return ("kms:GenerateDataKey", found) if found else None


def with_keys(enforce: Enforce) -> Enforce:
    """*enforce*, which also asks the key of an encrypted object."""

    def run(
        access_key_id: str, action: str, service: str, region: str, resource_arn: str = "*", service_context: Any = None
    ) -> Any:
        context = dict(service_context or {})
        denied = enforce(access_key_id, action, service, region, resource_arn, context)
        needed = None if denied or service != "s3" else _needed(action, resource_arn, context)
        if needed is None:
            return denied
        via = {
            "kms:viaservice": f"s3.{region}.amazonaws.com",
            "kms:calleraccount": get_account_id(),
            "kms:encryptioncontext:aws:s3:arn": resource_arn,
            "aws:viaawsservice": "true",
        }
        via |= {k: v for k, v in context.items() if k.startswith("aws:calledvia")}
        refused = enforce(access_key_id, needed[0], "kms", region, needed[1], via)
        if refused is not None and hasattr(refused, "decision"):
            refused.denied_action, refused.denied_arn = needed
        return refused

    return run


def _with_default_key(headers: dict[str, str], bucket: str) -> dict[str, str]:
    if headers.get(_ALGORITHM) != "aws:kms" or headers.get(_KEY):
        return headers
    key = s3._bucket_default_sse_headers(bucket).get(_KEY)
    return {**headers, _KEY: key or f"arn:aws:kms:{get_region()}:{get_account_id()}:alias/aws/s3"}


def install() -> None:
    """The request's key becomes a condition key; `iam_resources` wraps the evaluation itself."""
    resolve = s3._resolve_sse_write_headers
    s3._resolve_sse_write_headers = lambda headers, bucket: resolve(_with_default_key(headers, bucket), bucket)
    context_of = iam_actions.s3_service_context

    def s3_service_context(action: str, query_params: Any, path: str = "", headers: Any = None) -> dict[str, Any]:
        context = context_of(action, query_params, path, headers)
        key = (headers or {}).get(_KEY)
        return {**context, KEY_CONDITION: key} if key else context

    iam_actions.s3_service_context = s3_service_context
