"""Real deployments of what a data lake's stack consists of: create, update in place, replace, keep, delete."""

import json
from typing import Any

from harness import allowed, attempt, check, query
from roles import ACCOUNT, role, root, session
from stacks import deploy, output, remove, resource

Json = dict[str, Any]
RESULTS, WORKGROUP, DATABASE = "cfn-results", "cfn-workgroup", "cfn_lake"
KEPT = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}


def deployments() -> None:
    _workgroup()
    _retained()
    _managed_policy()
    _policies_of_resources()
    _nested()
    _failures()


def _workgroup_template(**changes: Any) -> Json:
    configuration: Json = {
        "EnforceWorkGroupConfiguration": True,
        "PublishCloudWatchMetricsEnabled": True,
        "BytesScannedCutoffPerQuery": 10_000_000,
        "EngineVersion": {"SelectedEngineVersion": "Athena engine version 3"},
        "ResultConfiguration": {
            "OutputLocation": f"s3://{RESULTS}/first/",
            "ExpectedBucketOwner": ACCOUNT,
            "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"},
        },
        **changes,
    }
    workgroup = {
        "Name": WORKGROUP,
        "Description": "of the check",
        "RecursiveDeleteOption": True,
        "Tags": [{"Key": "team", "Value": "check"}],
        "WorkGroupConfiguration": configuration,
    }
    saved = {"Name": "newest", "Database": "default", "QueryString": "SELECT 1", "WorkGroup": {"Ref": "WorkGroup"}}
    return {
        "Results": resource("AWS::S3::Bucket", {"BucketName": RESULTS}),
        "WorkGroup": resource("AWS::Athena::WorkGroup", workgroup),
        "Saved": resource("AWS::Athena::NamedQuery", saved),
    }


def _workgroup() -> None:
    athena, name = root.client("athena"), "cfn-queries"
    version = {"Fn::GetAtt": ["WorkGroup", "WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion"]}
    check("stack with a workgroup", deploy(name, _workgroup_template()) == "CREATE_COMPLETE", _events(name))
    seen = athena.get_work_group(WorkGroup=WORKGROUP)["WorkGroup"]
    wanted = _workgroup_template()["WorkGroup"]["Properties"]["WorkGroupConfiguration"]
    check(
        "every workgroup setting arrives",
        {k: v for k, v in seen["Configuration"].items() if k in wanted and k != "EngineVersion"}
        == {k: v for k, v in wanted.items() if k != "EngineVersion"}
        and seen["Configuration"]["EngineVersion"]["SelectedEngineVersion"] == "Athena engine version 3",
        seen,
    )
    arn = f"arn:aws:athena:us-east-1:{ACCOUNT}:workgroup/{WORKGROUP}"
    tags = athena.list_tags_for_resource(ResourceARN=arn)["Tags"]
    check("its tags", {"Key": "team", "Value": "check"} in tags, tags)
    saved = athena.list_named_queries(WorkGroup=WORKGROUP)["NamedQueryIds"]
    check("its saved query", len(saved) == 1, saved)
    changed = _workgroup_template(BytesScannedCutoffPerQuery=50_000_000)
    changed["WorkGroup"]["Properties"]["WorkGroupConfiguration"]["ResultConfiguration"] = {
        "OutputLocation": f"s3://{RESULTS}/second/"
    }
    changed["Saved"]["Properties"]["QueryString"] = "SELECT 2"
    check("update", deploy(name, changed, update=True) == "UPDATE_COMPLETE", _events(name))
    after = athena.get_work_group(WorkGroup=WORKGROUP)["WorkGroup"]
    check(
        "in place",
        after["CreationTime"] == seen["CreationTime"]
        and after["Configuration"]["BytesScannedCutoffPerQuery"] == 50_000_000
        and after["Configuration"]["ResultConfiguration"] == {"OutputLocation": f"s3://{RESULTS}/second/"},
        after,
    )
    replaced = athena.list_named_queries(WorkGroup=WORKGROUP)["NamedQueryIds"]
    check("saved query replaced", len(replaced) == 1 and replaced != saved, replaced)
    allowed("query in the workgroup", query(root, "SELECT 1", WORKGROUP), lambda r: r[1] == ["1"])
    outputs = {"Engine": version}
    status = deploy(name, changed, outputs, update=True)
    check("its attributes", status == "UPDATE_COMPLETE" and "version 3" in output(name, "Engine"), _events(name))
    check("deletion with its history and results", _emptied_and_removed(name) == "GONE", _events(name))
    check("workgroup gone", attempt(athena.get_work_group, WorkGroup=WORKGROUP)[0] == "InvalidRequestException")


def _emptied_and_removed(name: str) -> str:
    s3 = root.client("s3")
    for found in s3.list_objects_v2(Bucket=RESULTS).get("Contents", []):
        s3.delete_object(Bucket=RESULTS, Key=found["Key"])
    return remove(name)


def _events(name: str) -> Any:
    code, found = attempt(root.client("cloudformation").describe_stack_events, StackName=name)
    if code != "OK":
        return found
    return [
        (e["LogicalResourceId"], e["ResourceStatus"], e.get("ResourceStatusReason")) for e in found["StackEvents"][:8]
    ]


def _retained() -> None:
    glue, s3, name = root.client("glue"), root.client("s3"), "cfn-lake"

    def template(bucket: str) -> Json:
        storage = {
            "Columns": [{"Name": "id", "Type": "int"}],
            "Location": f"s3://{bucket}/rows/",
            "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
            "OutputFormat": "org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat",
            "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"},
        }
        table = {"Name": "rows", "TableType": "EXTERNAL_TABLE", "StorageDescriptor": storage}
        in_database = {"CatalogId": ACCOUNT, "DatabaseName": {"Ref": "Database"}, "TableInput": table}
        database = {"CatalogId": ACCOUNT, "DatabaseInput": {"Name": DATABASE, "Description": "kept"}}
        return {
            "Bucket": resource("AWS::S3::Bucket", {"BucketName": bucket}, **KEPT),
            "Database": resource("AWS::Glue::Database", database, **KEPT),
            "Table": resource("AWS::Glue::Table", in_database),
        }

    check("stack with database and table", deploy(name, template("cfn-one")) == "CREATE_COMPLETE", _events(name))
    s3.put_object(Bucket="cfn-one", Key="rows/a.json", Body=b'{"id":7}\n')
    s3.create_bucket(Bucket="cfn-scratch")
    results = {"ResultConfiguration": {"OutputLocation": "s3://cfn-scratch/"}}
    sql = f"SELECT id FROM {DATABASE}.rows"
    allowed("table is queryable", query(root, sql, "primary", **results), lambda r: r[1] == ["7"])
    check("other bucket name", deploy(name, template("cfn-two"), update=True) == "UPDATE_COMPLETE", _events(name))
    kept = attempt(s3.head_bucket, Bucket="cfn-one")[0] == "OK" and attempt(s3.head_bucket, Bucket="cfn-two")[0] == "OK"
    check("UpdateReplacePolicy keeps the replaced bucket", kept)
    location = glue.get_table(DatabaseName=DATABASE, Name="rows")["Table"]["StorageDescriptor"]["Location"]
    check("table updated in place", location == "s3://cfn-two/rows/", location)
    check("deletion", remove(name) == "GONE", _events(name))
    check("DeletionPolicy keeps the database", attempt(glue.get_database, Name=DATABASE)[0] == "OK")
    check("DeletionPolicy keeps the bucket", attempt(s3.head_bucket, Bucket="cfn-two")[0] == "OK")
    gone = attempt(glue.get_table, DatabaseName=DATABASE, Name="rows")[0]
    check("the table without a policy is gone", gone == "EntityNotFoundException", gone)


def _managed_policy() -> None:
    iam, name = root.client("iam"), "cfn-access"
    for existing in ("cfn-first", "cfn-second"):
        role(existing, [{"Effect": "Deny", "Action": "iam:*", "Resource": "*"}])

    def template(attached_to: str, action: str) -> Json:
        allow = {"Effect": "Allow", "Action": action, "Resource": "*"}
        policy = {
            "ManagedPolicyName": "cfn-policy",
            "Roles": [attached_to],
            "PolicyDocument": {"Version": "2012-10-17", "Statement": [allow]},
        }
        return {"Policy": resource("AWS::IAM::ManagedPolicy", policy)}

    def attached(to: str) -> list[str]:
        return [p["PolicyName"] for p in iam.list_attached_role_policies(RoleName=to)["AttachedPolicies"]]

    status = deploy(name, template("cfn-first", "s3:ListAllMyBuckets"))
    check("managed policy attached to an existing role", status == "CREATE_COMPLETE" and attached("cfn-first"), status)
    check("and in force", attempt(session("cfn-first").client("s3").list_buckets)[0] == "OK")
    status = deploy(name, template("cfn-second", "sns:ListTopics"), update=True)
    moved = not attached("cfn-first") and attached("cfn-second") == ["cfn-policy"]
    check("moved to another role", status == "UPDATE_COMPLETE" and moved, (status, _events(name)))
    check("new document in force", attempt(session("cfn-second").client("sns").list_topics)[0] == "OK")
    denied = attempt(session("cfn-first").client("s3").list_buckets)[0]
    check("old role lost it", denied in ("AccessDenied", "AccessDeniedException"), denied)
    status = deploy("cfn-nobody", template("cfn-no-such-role", "s3:ListAllMyBuckets"))
    check("a role that does not exist fails the stack", "ROLLBACK" in status, status)
    large = [f"arn:aws:s3:::a-long-bucket-name-{i}/*" for i in range(200)]
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": large}]}
    too_large = {"Policy": resource("AWS::IAM::ManagedPolicy", {"PolicyDocument": document})}
    status = deploy("cfn-large", too_large)
    check("a document above 6,144 characters fails the stack", "ROLLBACK" in status, status)
    check("detached with the stack", remove(name) == "GONE" and not attached("cfn-second"))


def _policies_of_resources() -> None:
    s3, name = root.client("s3"), "cfn-keys"
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::cfn-guarded/*"}
    account = {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}
    own = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "kms:*", "Resource": "*"}
    default = {
        "ServerSideEncryptionByDefault": {
            "SSEAlgorithm": "aws:kms",
            "KMSMasterKeyID": {"Fn::GetAtt": ["Key", "Arn"]},
        }
    }
    bucket = {
        "BucketName": "cfn-guarded",
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [default]},
        "LifecycleConfiguration": {"Rules": [{"Id": "short", "Status": "Enabled", "ExpirationInDays": 1}]},
        "Tags": [{"Key": "aws-cdk:auto-delete-objects", "Value": "true"}],
    }
    resources = {
        "Key": resource("AWS::KMS::Key", {"EnableKeyRotation": True, "KeyPolicy": {"Statement": [own]}}),
        "Bucket": resource("AWS::S3::Bucket", bucket),
        "Policy": resource(
            "AWS::S3::BucketPolicy",
            {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}},
        ),
    }
    status = deploy(name, resources, {"Key": {"Fn::GetAtt": ["Key", "Arn"]}})
    check("bucket, bucket policy and key", status == "CREATE_COMPLETE", _events(name))
    s3.put_object(Bucket="cfn-guarded", Key="a", Body=b"1")
    head = s3.head_object(Bucket="cfn-guarded", Key="a")
    check("bucket encrypts with the stack's key", head.get("SSEKMSKeyId") == output(name, "Key"), head)
    tags = s3.get_bucket_tagging(Bucket="cfn-guarded")["TagSet"]
    check("its tags", tags == bucket["Tags"], tags)
    rules = s3.get_bucket_lifecycle_configuration(Bucket="cfn-guarded")["Rules"]
    check("its lifecycle", [r["Expiration"] for r in rules] == [{"Days": 1}], rules)
    refused = attempt(session("cfn-first").client("s3").get_object, Bucket="cfn-guarded", Key="a")
    check("bucket policy in force", refused[0] == "AccessDenied", refused)
    check("a bucket with objects cannot be deleted", remove(name) == "DELETE_FAILED", _events(name))
    s3.delete_object(Bucket="cfn-guarded", Key="a")
    check("deletion of bucket and key", remove(name) == "GONE", _events(name))


def _nested() -> None:
    s3, glue, name = root.client("s3"), root.client("glue"), "cfn-parent"
    s3.create_bucket(Bucket="cfn-templates")

    def database(called: str, **attributes: Any) -> Json:
        properties = {"CatalogId": ACCOUNT, "DatabaseInput": {"Name": called}}
        return resource("AWS::Glue::Database", properties, **attributes)

    inner = {
        "Gone": database("cfn_gone"),
        "Kept": database("cfn_kept", **KEPT),
        "Bucket": resource("AWS::S3::Bucket", {"BucketName": "cfn-inner"}),
    }
    body = json.dumps({"Resources": inner, "Outputs": {"Name": {"Value": {"Ref": "Gone"}}}})
    s3.put_object(Bucket="cfn-templates", Key="inner.json", Body=body.encode())
    url = "https://s3.us-east-1.amazonaws.com/cfn-templates/inner.json"
    resources = {"Inner": resource("AWS::CloudFormation::Stack", {"TemplateURL": url})}
    status = deploy(name, resources, {"Name": {"Fn::GetAtt": ["Inner", "Outputs.Name"]}})
    check("nested stack", status == "CREATE_COMPLETE" and output(name, "Name") == "cfn_gone", _events(name))
    s3.put_object(Bucket="cfn-inner", Key="a", Body=b"1")
    check("a failure inside fails the parent's deletion", remove(name) == "DELETE_FAILED", _events(name))
    s3.delete_object(Bucket="cfn-inner", Key="a")
    check("then deleted with its parent", remove(name) == "GONE", _events(name))
    gone = attempt(glue.get_database, Name="cfn_gone")[0]
    check("and its database", gone == "EntityNotFoundException", gone)
    check("but not the one with a DeletionPolicy", attempt(glue.get_database, Name="cfn_kept")[0] == "OK")


def _failures() -> None:
    small = _workgroup_template(BytesScannedCutoffPerQuery=1)
    status = deploy("cfn-small", small)
    check("a cutoff below 10 MB fails the stack", "ROLLBACK" in status, status)
    seen = attempt(root.client("athena").get_work_group, WorkGroup=WORKGROUP)[0]
    check("and leaves no workgroup", seen == "InvalidRequestException", seen)
    used = _workgroup_template()
    used["WorkGroup"]["Properties"].pop("RecursiveDeleteOption")
    used["WorkGroup"]["Properties"]["Name"] = "cfn-used"
    used["Results"]["Properties"]["BucketName"] = "cfn-used-results"
    configuration = used["WorkGroup"]["Properties"]["WorkGroupConfiguration"]
    configuration["ResultConfiguration"]["OutputLocation"] = "s3://cfn-used-results/"
    deploy("cfn-used", used)
    allowed("query in a workgroup without recursive deletion", query(root, "SELECT 1", "cfn-used"))
    status = remove("cfn-used")
    check("then its stack cannot be deleted", status == "DELETE_FAILED", status)
