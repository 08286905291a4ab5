"""A Lambda function that relies on the runtime's own S3 client, as the CDK's `autoDeleteObjects` does."""

import io
import json
import zipfile
from typing import Any

from harness import check
from roles import ACCOUNT, REGION, role, role_arn, root

BUCKET, KEY = "fn-bucket", "a & <b>/c'é.txt"
_CODE = """
const { S3, S3Client, GetBucketTaggingCommand } = require('@aws-sdk/client-s3');
exports.handler = async ({ Bucket }) => {
  try {
    const s3 = new S3({});
    const { TagSet } = await new S3Client({}).send(new GetBucketTaggingCommand({ Bucket }));
    const found = await s3.listObjectVersions({ Bucket });
    const Objects = [...found.Versions, ...found.DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    await s3.deleteObjects({ Bucket, Delete: { Objects } });
    const left = await s3.listObjectVersions({ Bucket });
    return { TagSet, keys: Objects.map((o) => o.Key), left: left.Versions.length + left.DeleteMarkers.length };
  } catch (error) {
    return { error: error.name };
  }
};
"""


def _function(name: str) -> Any:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as z:
        z.writestr("index.js", _CODE)
    root.client("lambda").create_function(
        FunctionName=name,
        Runtime="nodejs22.x",
        Role=role_arn(name),
        Handler="index.handler",
        Code={"ZipFile": archive.getvalue()},
        Timeout=20,
    )
    return lambda: json.loads(
        root.client("lambda").invoke(FunctionName=name, Payload=json.dumps({"Bucket": BUCKET}))["Payload"].read()
    )


def _arn(name: str) -> str:
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"


def runtime() -> None:
    s3 = root.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": [{"Key": "k", "Value": "a<b"}]})
    s3.put_object(Bucket=BUCKET, Key=KEY, Body=b"1")
    s3.delete_object(Bucket=BUCKET, Key=KEY)
    everything = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    role("fn-emptying", [everything])
    role("fn-powerless", [{**everything, "Effect": "Deny"}])
    refused = _function("fn-powerless")()
    check("function without rights", refused == {"error": "AccessDenied"}, refused)
    role("fn-other", [everything])
    only = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*Object*",
        "Resource": f"arn:aws:s3:::{BUCKET}/*",
        "Condition": {"ArnNotEquals": {"lambda:SourceFunctionArn": _arn("fn-emptying")}},
    }
    s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps({"Version": "2012-10-17", "Statement": [only]}))
    other = _function("fn-other")()
    check(
        "bucket closed to all but one function: another one",
        other.get("error") == "AccessDenied" or other["left"],
        other,
    )
    seen = _function("fn-emptying")()
    wanted = {"TagSet": [{"Key": "k", "Value": "a<b"}], "keys": [KEY, KEY], "left": 0}
    check("function empties a versioned bucket with the runtime's S3 client", seen == wanted, seen)
