"""Pushes packages with the real quilt3: awkward names, metadata, several revisions, a file over 8 MiB.

python push_packages.py BUCKET [ROLE_ARN]    as the role where one is given, else as the account's administrator
"""

import pathlib
import sys
import tempfile
import time
from typing import Any

from quilt_client import quilt3_as

BIG = 9 << 20  # above 8 MiB quilt3 uploads in parts and hashes by chunks


def folder_of_files(revision: int) -> pathlib.Path:
    folder = pathlib.Path(tempfile.mkdtemp())
    for name, content in {
        "measurements.csv": f"sample,value\na,{revision}\nb,2\n".encode(),
        "plates/plate 1 – Größe.csv": b"well,od\nA1,0.5\n",
        'plates/it\'s "quoted".txt': b"same in every revision",
        "deep/er/and deeper/名前.json": b"{}",
        "reads.bin": b"z" * BIG,
    }.items():
        if name == "reads.bin" and revision > 1:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def package(quilt3: Any, name: str, revision: int) -> Any:
    made = quilt3.Package()
    made.set_dir(".", str(folder_of_files(revision)))
    made["measurements.csv"].set_meta({"assay": "rna", "n": revision})
    made["plates"].set_meta({"instrument": "reader-7"})
    made.set_meta(
        {"project": name.split("/")[1], "owner": "O'Brien", "revision": revision, "tags": ["a", "b"], "ok": True}
    )
    return made


def push(quilt3: Any, bucket: str, name: str, revisions: int) -> None:
    for revision in range(1, revisions + 1):
        if revision > 1:
            time.sleep(1.1)  # a revision's pointer is named by the second it was pushed in
        message = f'revision {revision} of "{name}": it\'s fine'
        package(quilt3, name, revision).push(name, registry=f"s3://{bucket}", message=message, force=True)
        print(f"  pushed {name}, revision {revision}, to {bucket}", flush=True)


if __name__ == "__main__":
    bucket, role_arn = sys.argv[1], (sys.argv[2] if len(sys.argv) > 2 else None)
    quilt3 = quilt3_as(role_arn)

    for name, revisions in (("rna/batch-1", 2), ("rna/batch-2", 1), ("équipe/bêta_3", 1)):
        push(quilt3, bucket, name, revisions)
