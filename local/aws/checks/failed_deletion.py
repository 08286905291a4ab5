"""A stack of which one resource cannot be deleted: what it depends on stays, and the deletion can be repeated."""

from harness import attempt, check
from roles import ACCOUNT, root
from stacks import deploy, remove, resource

NAME, BUCKET, NEEDED, OTHER = "cfn-undeletable", "cfn-undeletable", "cfn_needed", "cfn_not_needed"


def deletions() -> None:
    glue, s3 = root.client("glue"), root.client("s3")

    def there(database: str) -> bool:
        return attempt(glue.get_database, Name=database)[0] == "OK"

    databases = {
        name: resource("AWS::Glue::Database", {"CatalogId": ACCOUNT, "DatabaseInput": {"Name": database}})
        for name, database in (("Needed", NEEDED), ("Other", OTHER))
    }
    bucket = resource("AWS::S3::Bucket", {"BucketName": BUCKET}, DependsOn="Needed")
    check("stack", deploy(NAME, {**databases, "Bucket": bucket}) == "CREATE_COMPLETE")
    s3.put_object(Bucket=BUCKET, Key="left", Body=b"x")
    check("a bucket that is not empty", remove(NAME) == "DELETE_FAILED")
    check("keeps what it depends on", there(NEEDED))
    check("and nothing else", not there(OTHER))
    check("again", remove(NAME) == "DELETE_FAILED" and there(NEEDED))
    s3.delete_object(Bucket=BUCKET, Key="left")
    check("once it is empty", remove(NAME) == "GONE")
    check("everything goes", not there(NEEDED) and attempt(s3.head_bucket, Bucket=BUCKET)[0] == "404")
