"""Two packages of one object, written as quilt3 would: enough to see that queries run, and quicker than pushing.

python small_packages.py BUCKET [KMS_KEY_ARN]    the bucket is created; its objects are encrypted with the key
"""

import hashlib
import json
import sys

from deployment import root

NAMES = ("rna/batch-1", "rna/batch-2")


def create(bucket: str, key: str | None) -> None:
    s3 = root.client("s3")
    s3.create_bucket(Bucket=bucket)
    if key:
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
        rules = {"Rules": [{"ApplyServerSideEncryptionByDefault": default}]}
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=rules)


def write(bucket: str, name: str) -> None:
    s3 = root.client("s3")
    lines = [
        {"version": "v0", "message": f"first of {name}", "user_meta": {"project": name}},
        {
            "logical_key": "reads.csv",
            "physical_keys": [f"s3://{bucket}/{name}/reads.csv"],
            "size": 4,
            "hash": {"type": "SHA256", "value": hashlib.sha256(b"a,b\n").hexdigest()},
            "meta": {},
        },
    ]
    manifest = "\n".join(json.dumps(line) for line in lines)
    top_hash = hashlib.sha256(manifest.encode()).hexdigest()
    s3.put_object(Bucket=bucket, Key=f"{name}/reads.csv", Body=b"a,b\n")
    s3.put_object(Bucket=bucket, Key=f".quilt/packages/{top_hash}", Body=manifest.encode())
    for pointer in ("1700000000", "latest"):
        s3.put_object(Bucket=bucket, Key=f".quilt/named_packages/{name}/{pointer}", Body=top_hash.encode())


if __name__ == "__main__":
    create(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    for package in NAMES:
        write(sys.argv[1], package)
