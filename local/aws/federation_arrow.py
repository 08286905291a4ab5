"""Arrow pieces of the federation protocol: base64 schema and record batch messages, and their SQL counterparts."""

import base64
import json
from typing import Any

try:
    import pyarrow as pa
except ImportError:  # only LAMBDA catalogs need it
    pa = None


def _arrow() -> Any:
    if pa is None:
        raise RuntimeError("queries on LAMBDA data catalogs need the pyarrow package")
    return pa


def decode_schema(text: str) -> Any:
    return _arrow().ipc.read_schema(_arrow().py_buffer(base64.b64decode(text)))


def decode_batch(schema: Any, data: bytes | str) -> list[dict[str, Any]]:
    """Rows of one encapsulated record batch; zero rows are sent as an empty text."""
    raw = base64.b64decode(data) if isinstance(data, str) else data
    if not raw:
        return []
    batch = _arrow().ipc.read_record_batch(_arrow().py_buffer(raw), schema)
    return _arrow().table({f.name: _with_time(column) for f, column in zip(schema, batch, strict=True)}).to_pylist()


def _with_time(column: Any) -> Any:
    """Milliseconds are a timestamp to Athena, and to pyarrow a date without its time."""
    if not _arrow().types.is_date64(column.type):
        return column
    return column.view(_arrow().int64()).cast(_arrow().timestamp("ms"))


def trino_type(kind: Any) -> str:
    t = _arrow().types
    simple = (
        (t.is_boolean, "boolean"),
        (t.is_int8, "tinyint"),
        (t.is_int16, "smallint"),
        (t.is_int32, "integer"),
        (t.is_int64, "bigint"),
        (t.is_float32, "real"),
        (t.is_float64, "double"),
        (t.is_date32, "date"),
        (t.is_date64, "timestamp(3)"),
        (t.is_binary, "varbinary"),
        (t.is_string, "varchar"),
    )
    for test, name in simple:
        if test(kind):
            return name
    if t.is_decimal(kind):
        return f"decimal({kind.precision}, {kind.scale})"
    if t.is_list(kind):
        return f"array({trino_type(kind.value_type)})"
    if t.is_map(kind):
        return f"map({trino_type(kind.key_type)}, {trino_type(kind.item_type)})"
    if t.is_struct(kind):
        fields = (kind.field(i) for i in range(kind.num_fields))
        return "row(" + ", ".join(f'"{f.name}" {trino_type(f.type)}' for f in fields) + ")"
    if t.is_timestamp(kind):
        return "timestamp(3) with time zone" if kind.tz else "timestamp(3)"
    raise ValueError(f"type {kind} is not part of the federation protocol")


_HIVE_NAMES = {"integer": "int", "real": "float", "varchar": "string", "varbinary": "binary"}


def hive_type(kind: Any) -> str:
    """The type's name in the catalog's own notation, as metadata calls show it."""
    t = _arrow().types
    if t.is_list(kind):
        return f"array<{hive_type(kind.value_type)}>"
    if t.is_map(kind):
        return f"map<{hive_type(kind.key_type)},{hive_type(kind.item_type)}>"
    if t.is_struct(kind):
        fields = (kind.field(i) for i in range(kind.num_fields))
        return "struct<" + ",".join(f"{f.name}:{hive_type(f.type)}" for f in fields) + ">"
    name = trino_type(kind)
    return "timestamp" if name.startswith("timestamp") else _HIVE_NAMES.get(name, name.replace(", ", ","))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def literal(value: Any, kind: Any) -> str:
    """A SQL literal of the column's type."""
    t, name = _arrow().types, trino_type(kind)
    if value is None:
        return f"CAST(NULL AS {name})"
    if t.is_binary(kind):
        return f"X'{value.hex()}'"
    if t.is_list(kind) or t.is_struct(kind) or t.is_map(kind):
        value = dict(value) if t.is_map(kind) else value
        return f"CAST(json_parse({_text(json.dumps(value, default=str))}) AS {name})"
    if t.is_boolean(kind):
        return "true" if value else "false"
    return f"CAST({_text(str(value))} AS {name})"
