"""Column types: Glue has Hive's, Trino has its own names for them."""

import re

_HIVE_TO_TRINO = (
    ("string", "varchar"),
    ("int", "integer"),
    ("float", "real"),
    ("binary", "varbinary"),
    ("timestamp", "timestamp(6)"),
)


def trino_type(hive: str) -> str:
    text = hive.lower()
    for old, new in _HIVE_TO_TRINO:
        text = re.sub(rf"(?<![\w\"]){old}(?![\w(:])", new, text)
    text = re.sub(r"(\w+):", r'"\1" ', text)
    return text.replace("struct<", "row(").replace("array<", "array(").replace("map<", "map(").replace(">", ")")
