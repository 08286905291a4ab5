"""Packages of files that a Tabulator table meets now and then: rows too many for one answer, and files with errors.

python odd_files.py BUCKET
"""

import hashlib
import json
import sys

from deployment import root

#: A row of some 64 KB; so many rows do not fit into an answer of Lambda.
WIDE, ROWS = "x" * 64_000, 120

FILES = {
    "odd/large": {"large.csv": "id,text\n" + "".join(f"{n},{n}{WIDE}\n" for n in range(ROWS))},
    "odd/bad": {
        "bad-number.csv": "id,text\n1,good\nnone,bad\n",
        "bad-header.csv": "number,text\n1,good\n",
        "bad-not.csv": "id,text\n7,as it should be\n",
    },
}


def write(bucket: str, name: str, files: dict[str, str]) -> None:
    s3 = root.client("s3")
    lines: list[dict[str, object]] = [{"version": "v0", "message": name, "user_meta": {}}]
    for key, text in files.items():
        s3.put_object(Bucket=bucket, Key=f"{name}/{key}", Body=text.encode())
        lines.append(
            {
                "logical_key": key,
                "physical_keys": [f"s3://{bucket}/{name}/{key}"],
                "size": len(text),
                "hash": {"type": "SHA256", "value": hashlib.sha256(text.encode()).hexdigest()},
                "meta": {},
            }
        )
    manifest = "\n".join(json.dumps(line) for line in lines)
    top_hash = hashlib.sha256(manifest.encode()).hexdigest()
    s3.put_object(Bucket=bucket, Key=f".quilt/packages/{top_hash}", Body=manifest.encode())
    s3.put_object(Bucket=bucket, Key=f".quilt/named_packages/{name}/latest", Body=top_hash.encode())


if __name__ == "__main__":
    for package, contents in FILES.items():
        write(sys.argv[1], package, contents)
