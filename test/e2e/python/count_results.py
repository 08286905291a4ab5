"""How many query results a stack's results bucket holds; the number is the last line.

python count_results.py FILE    the file of stack_things.py
"""

import json
import pathlib
import sys

from deployment import root

if __name__ == "__main__":
    things = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    names = [thing["name"] for thing in things if thing["type"] == "AWS::S3::Bucket"]
    pages = root.client("s3").get_paginator("list_objects_v2")
    print(sum(page.get("KeyCount", 0) for name in names for page in pages.paginate(Bucket=name)))
