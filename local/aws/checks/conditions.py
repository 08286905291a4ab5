"""Condition keys of what Athena calls for a role: aws:CalledVia, aws:PrincipalArn, s3:prefix, KMS and more."""

import json
from typing import Any

from harness import allowed, check, denied, permitted, query, refused
from roles import ACCOUNT, REGION, VIA, glue_arns, role, role_arn, root, session

RESULTS, LAKE = "cond-results", "cond-lake"
_ALL = {"Principal": "*", "Action": "s3:*", "Resource": [f"arn:aws:s3:::{RESULTS}", f"arn:aws:s3:::{RESULTS}/*"]}
# Nobody but Athena, except named roles: the policy of Quilt's results bucket
# (quiltdata/knowledge-base:iam-policy-qa/template.cft:1224-1279).
ONLY_ATHENA = {
    **_ALL,
    "Effect": "Deny",
    "Condition": {
        "ForAllValues:StringNotEquals": {"aws:CalledVia": ["athena.amazonaws.com", "cloudformation.amazonaws.com"]},
        "ArnNotLike": {"aws:PrincipalArn": [role_arn("cond-operator"), f"arn:aws:iam::{ACCOUNT}:root"]},
    },
}


def _allow(actions: Any, resources: Any, condition: Any = None) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Action": actions,
        "Resource": resources,
        **({"Condition": condition} if condition else {}),
    }


def _policy(statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


def _reader(name: str, *, prefix: str = "data/*", account: str = ACCOUNT, service: str = f"s3.{REGION}.amazonaws.com"):
    """A role that may query cond.rows, with one condition narrowed by the caller."""
    bucket = f"arn:aws:s3:::{LAKE}"
    role(
        name,
        [
            _allow(["athena:*"], f"arn:aws:athena:{REGION}:{ACCOUNT}:workgroup/cond-*"),
            _allow(["glue:Get*"], glue_arns("catalog", "database/cond", "table/cond/*", "database/default"), VIA),
            _allow(["s3:GetBucketLocation", "s3:GetObject", "s3:PutObject", "s3:ListBucket"], _ALL["Resource"]),
            _allow("s3:ListBucket", bucket, {"StringLike": {"s3:prefix": prefix}}),
            _allow("s3:GetObject", f"{bucket}/*", {"StringEquals": {"aws:ResourceAccount": account}}),
            _allow(["kms:Decrypt", "kms:GenerateDataKey"], "*", {"StringEquals": {"kms:ViaService": service}}),
        ],
    )
    return session(name)


def _world() -> str:
    glue, s3, athena, kms = (root.client(name) for name in ("glue", "s3", "athena", "kms"))
    for bucket in (RESULTS, LAKE):
        s3.create_bucket(Bucket=bucket)
    account = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    own = _policy([{"Effect": "Allow", "Principal": account, "Action": "kms:*", "Resource": "*"}])
    key = kms.create_key(Policy=own)["KeyMetadata"]["Arn"]
    encrypted = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
    s3.put_object(Bucket=LAKE, Key="data/plain/a.json", Body=b'{"id":1}\n')
    s3.put_object(Bucket=LAKE, Key="data/secret/a.json", Body=b'{"id":2}\n', **encrypted)
    glue.create_database(DatabaseInput={"Name": "cond"})
    for name in ("plain", "secret"):
        storage = {
            "Columns": [{"Name": "id", "Type": "int"}],
            "Location": f"s3://{LAKE}/data/{name}/",
            "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
            "OutputFormat": "org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat",
            "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"},
        }
        table = {"Name": name, "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage}
        glue.create_table(DatabaseName="cond", TableInput=table)
    plain = {"OutputLocation": f"s3://{RESULTS}/athena-results/"}
    locked = {**plain, "EncryptionConfiguration": {"EncryptionOption": "SSE_KMS", "KmsKey": key}}
    athena.create_work_group(Name="cond-plain", Configuration={"ResultConfiguration": plain})
    athena.create_work_group(Name="cond-locked", Configuration={"ResultConfiguration": locked})
    return key


def conditions() -> None:
    key = _world()
    _results_bucket()
    _source_conditions()
    _keys(key)


def _results_bucket() -> None:
    reader, s3 = _reader("cond-reader"), root.client("s3")
    s3.put_bucket_policy(Bucket=RESULTS, Policy=_policy([ONLY_ATHENA]))
    sql = "SELECT id FROM cond.plain"
    allowed("writing and reading results through Athena", query(reader, sql, "cond-plain"), lambda r: r[1] == ["1"])
    found = s3.list_objects_v2(Bucket=RESULTS)["Contents"][0]["Key"]
    direct = {"Bucket": RESULTS, "Key": found}
    refused("results read directly: not called via Athena", reader.client("s3").get_object, **direct)
    refused("results listed directly", reader.client("s3").list_objects_v2, Bucket=RESULTS)
    operator = _reader("cond-operator")
    permitted("aws:PrincipalArn is the role, not its session", operator.client("s3").get_object, **direct)
    s3.delete_bucket_policy(Bucket=RESULTS)


def _source_conditions() -> None:
    sql, refusal = "SELECT id FROM cond.plain", f"Permission denied on S3 path: s3://{LAKE}/data/plain/"
    elsewhere = _reader("cond-prefix", prefix="other/*")
    denied("s3:prefix outside the table's location", query(elsewhere, sql, "cond-plain"), refusal)
    foreign = _reader("cond-account", account="111111111111")
    denied("aws:ResourceAccount of another account", query(foreign, sql, "cond-plain"), refusal)


def _keys(key: str) -> None:
    reader, s3 = session("cond-reader"), root.client("s3")
    secret, direct = "SELECT id FROM cond.secret", {"Bucket": LAKE, "Key": "data/secret/a.json"}
    allowed("encrypted source, kms:ViaService=s3", query(reader, secret, "cond-plain"), lambda r: r[1] == ["2"])
    permitted("encrypted object, read directly", reader.client("s3").get_object, **direct)
    other = _reader("cond-service", service=f"glue.{REGION}.amazonaws.com")
    denied("encrypted source, other service", query(other, secret, "cond-plain"), "Permission denied on S3 path")
    refused("encrypted object, no right on the key", other.client("s3").get_object, **direct)
    allowed("encrypted results", query(reader, "SELECT 1", "cond-locked"))
    objects = s3.list_objects_v2(Bucket=RESULTS)["Contents"]
    newest = max(objects, key=lambda found: found["LastModified"])["Key"]
    head = s3.head_object(Bucket=RESULTS, Key=newest)
    check("result object is encrypted with the key", head.get("SSEKMSKeyId") == key, head)
    denied("encrypted results, no right on the key", query(other, "SELECT 1", "cond-locked"), "access your KMS key")
    nobody = [{"Effect": "Allow", "Principal": {"AWS": role_arn("cond-operator")}, "Action": "kms:*", "Resource": "*"}]
    root.client("kms").put_key_policy(KeyId=key, PolicyName="default", Policy=_policy(nobody))
    denied("key policy names another role", query(reader, secret, "cond-plain"), "Permission denied on S3 path")
    denied(
        "results that cannot be decrypted",
        query(session("cond-operator", deny=("kms:Decrypt", "*")), "SELECT 1", "cond-locked"),
        "kms:Decrypt",
        state="AccessDeniedException",
    )
