"""Whether a stack's things are gone with it.

python stack_things.py save FILE STACK            what the stack consists of
python stack_things.py created FILE STACK         what was created for it, also if a rollback deleted it again
python stack_things.py same FILE STACK            all of that is still in the stack and was not made anew
python stack_things.py gone FILE [KEPT_TYPE]...   all of that is gone, except what is of these types
"""

import json
import pathlib
import sys
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from account import expect, finish, step
from deployment import root

Json = dict[str, str]
_ABSENT = {"NoSuchEntity", "EntityNotFoundException", "InvalidRequestException", "404", "NoSuchBucket"}


def things_of(stack: str) -> list[Json]:
    return _things(root.client("cloudformation").describe_stack_resources(StackName=stack)["StackResources"])


def created_for(stack: str) -> list[Json]:
    pages = root.client("cloudformation").get_paginator("describe_stack_events").paginate(StackName=stack)
    events = [event for page in pages for event in page["StackEvents"]]
    return _things([event for event in events if event["ResourceStatus"] == "CREATE_COMPLETE"])


def _things(records: list[Any]) -> list[Json]:
    things = [
        {"id": r["LogicalResourceId"], "type": r["ResourceType"], "name": r["PhysicalResourceId"]} for r in records
    ]
    database = next((thing["name"] for thing in things if thing["type"] == "AWS::Glue::Database"), "")
    # A table's id is its name alone; a stack that makes tables has the database they are in.
    return [{**t, "name": f"{database}/{t['name']}"} if t["type"] == "AWS::Glue::Table" else t for t in things]


def _table(path: str) -> Any:
    database, _, name = path.partition("/")
    return root.client("glue").get_table(DatabaseName=database, Name=name)


LOOK: dict[str, Callable[[str], Any]] = {
    "AWS::Athena::NamedQuery": lambda name: root.client("athena").get_named_query(NamedQueryId=name),
    "AWS::Athena::WorkGroup": lambda name: root.client("athena").get_work_group(WorkGroup=name),
    "AWS::Glue::Database": lambda name: root.client("glue").get_database(Name=name),
    "AWS::IAM::ManagedPolicy": lambda arn: root.client("iam").get_policy(PolicyArn=arn),
    "AWS::Glue::Table": _table,
    "AWS::IAM::Role": lambda name: root.client("iam").get_role(RoleName=name),
    "AWS::S3::Bucket": lambda name: root.client("s3").head_bucket(Bucket=name),
}


CREATED: dict[str, Callable[[Any], Any]] = {
    "AWS::Athena::WorkGroup": lambda answer: answer["WorkGroup"]["CreationTime"],
    "AWS::Glue::Database": lambda answer: answer["Database"]["CreateTime"],
    "AWS::Glue::Table": lambda answer: answer["Table"]["CreateTime"],
    "AWS::IAM::ManagedPolicy": lambda answer: answer["Policy"]["CreateDate"],
    "AWS::IAM::Role": lambda answer: answer["Role"]["CreateDate"],
}


def with_times(things: list[Json]) -> list[Json]:
    """Each with when it was made: a thing deleted and made again would have the same name."""
    return [
        {**t, "made": str(CREATED[t["type"]](LOOK[t["type"]](t["name"])))} if t["type"] in CREATED else t
        for t in things
    ]


def exists(thing: Json) -> bool:
    try:
        LOOK[thing["type"]](thing["name"])
    except ClientError as error:
        if error.response["Error"]["Code"] not in _ABSENT:
            raise
        return False
    return True


def gone(things: list[Json], kept_types: list[str]) -> None:
    seen = [thing for thing in things if thing["type"] in LOOK]
    with step("there is something to look for"):
        expect(bool(seen), f"of {things} nothing can be looked for")
    for kept in (False, True):
        concerned = [thing for thing in seen if (thing["type"] in kept_types) == kept]
        kinds = ", ".join(sorted({thing["type"].split("::")[-1] for thing in concerned}))
        if concerned:
            with step(f"{'kept' if kept else 'gone'}: {len(concerned)} of {kinds}"):
                wrong = [thing for thing in concerned if exists(thing) != kept]
                expect(not wrong, f"{'gone' if kept else 'still there'}: {wrong}")


def same(before: list[Json], after: list[Json]) -> None:
    now = {thing["id"]: thing for thing in after}
    kinds = sorted({thing["type"] for thing in before})
    for kind in kinds:
        concerned = [thing for thing in before if thing["type"] == kind]
        with step(f"as before, and the same ones: {len(concerned)} of {kind}"):
            wrong = [(thing, now.get(thing["id"])) for thing in concerned if now.get(thing["id"]) != thing]
            expect(not wrong, f"{wrong}")
    with step(f"there are {len(after) - len(before)} new things"):
        expect(len(after) > len(before), "there is nothing new")


if __name__ == "__main__":
    verb, path, *rest = sys.argv[1:]
    file = pathlib.Path(path)
    if verb == "save":
        file.write_text(json.dumps(with_times(things_of(rest[0]))), encoding="utf-8")
    elif verb == "created":
        file.write_text(json.dumps(created_for(rest[0])), encoding="utf-8")
    else:
        saved = json.loads(file.read_text(encoding="utf-8"))
        if verb == "same":
            same(saved, with_times(things_of(rest[0])))
        else:
            gone(saved, rest)
        finish("checks")
