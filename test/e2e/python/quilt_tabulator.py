"""A stand-in for the Tabulator of a Quilt stack: its data catalog, function and bucket, by a template of ours.

python quilt_tabulator.py STACK TEMPLATE HANDLER_FOLDER TABLES_FILE BUCKET    prints its outputs as JSON
"""

import io
import json
import pathlib
import sys
import zipfile

from account import expect
from deployment import root


def zipped(folder: pathlib.Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return buffer.getvalue()


def create(stack: str, template: str, handler: str, tables: str, bucket: str) -> dict[str, str]:
    s3, cloudformation = root.client("s3"), root.client("cloudformation")
    code = f"{stack}-code"
    s3.create_bucket(Bucket=code)
    s3.put_object(Bucket=code, Key="tabulator.zip", Body=zipped(pathlib.Path(handler)))
    s3.put_object(Bucket=code, Key="tables.json", Body=pathlib.Path(tables).read_bytes())
    values = {"CodeBucket": code, "TablesBucket": bucket}
    cloudformation.create_stack(
        StackName=stack,
        TemplateBody=pathlib.Path(template).read_text(encoding="utf-8"),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()],
        Capabilities=["CAPABILITY_IAM"],
    )
    waiter = cloudformation.get_waiter("stack_create_complete")
    waiter.wait(StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    found = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    expect(found["StackStatus"] == "CREATE_COMPLETE", f"{stack} is {found['StackStatus']}")
    return {o["OutputKey"]: o["OutputValue"] for o in found["Outputs"]}


if __name__ == "__main__":
    print(json.dumps(create(*sys.argv[1:])))
