"""Values of all types, out of CSV and out of Parquet in every encoding and codec, against those pyarrow reads.

python tabulator_values.py S3_URL LAMBDA_URL
"""

import datetime as dt
import decimal
import io
import random
import sys
import uuid
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from account import chapter, expect, finish, step
from federation_client import Client
from tabulator_bucket import BUCKET, PARQUET, Bucket, Json, column, table

TYPES = {
    "BOOLEAN": pa.bool_(),
    "TINYINT": pa.int8(),
    "SMALLINT": pa.int16(),
    "INT": pa.int32(),
    "BIGINT": pa.int64(),
    "FLOAT": pa.float32(),
    "DOUBLE": pa.float64(),
    "STRING": pa.string(),
    "BINARY": pa.binary(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("ms"),
}
ROWS = 70_000
LARGE_ROWS = 10_000_000
WAYS: dict[str, Json] = {
    "snappy": {},
    "zstd in pages of version 2": {"compression": "zstd", "data_page_version": "2.0"},
    "gzip without dictionaries": {"compression": "gzip", "use_dictionary": False},
    "brotli in small row groups": {"compression": "brotli", "row_group_size": 9_000},
    "lz4 in small pages": {"compression": "lz4", "data_page_size": 4096},
    "uncompressed, version 2": {"compression": "none", "data_page_version": "2.0", "use_dictionary": False},
    "delta encodings": {
        "use_dictionary": False,
        "column_encoding": {
            "int": "DELTA_BINARY_PACKED",
            "bigint": "DELTA_BINARY_PACKED",
            "string": "DELTA_BYTE_ARRAY",
            "binary": "DELTA_LENGTH_BYTE_ARRAY",
            "double": "BYTE_STREAM_SPLIT",
            "float": "BYTE_STREAM_SPLIT",
        },
    },
    "timestamps of 96 bits": {"use_deprecated_int96_timestamps": True},
}
# Declared type by column of other stored types, and what it should be.
OTHERS: dict[str, tuple[str, pa.DataType]] = {
    "us": ("TIMESTAMP", pa.timestamp("us")),
    "ns": ("TIMESTAMP", pa.timestamp("ns")),
    "day": ("TIMESTAMP", pa.date32()),
    "decimal": ("DOUBLE", pa.decimal128(20, 3)),
    "small_decimal": ("DOUBLE", pa.decimal128(8, 2)),
    "uint32": ("BIGINT", pa.uint32()),
    "int_as_double": ("DOUBLE", pa.int32()),
    "long_as_int": ("INT", pa.int64()),
    "half": ("FLOAT", pa.float16()),
    "float_as_double": ("DOUBLE", pa.float32()),
    "none": ("STRING", pa.null()),
}


def column_of(make: Callable[[], Any], kind: pa.DataType, nulls: float) -> pa.Array:
    return pa.array([None if random.random() < nulls else make() for _ in range(ROWS)], kind)


def typed(nulls: float) -> pa.Table:
    whole = lambda bits: random.randint(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)  # noqa: E731
    makers: dict[str, Callable[[], Any]] = {
        "BOOLEAN": lambda: random.random() < 0.5,
        "TINYINT": lambda: whole(8),
        "SMALLINT": lambda: whole(16),
        "INT": lambda: whole(32),
        "BIGINT": lambda: whole(64),
        "FLOAT": lambda: random.uniform(-1e30, 1e30),
        "DOUBLE": lambda: random.uniform(-1e300, 1e300),
        "STRING": lambda: random.choice(("", "gene", "näme", "名前", "x" * 300)) + str(whole(8)),
        "BINARY": lambda: random.randbytes(random.randint(0, 9)),
        "DATE": lambda: dt.date(1900, 1, 1) + dt.timedelta(days=random.randint(0, 70_000)),
        "TIMESTAMP": lambda: random.randint(-(10**12), 4 * 10**12),
    }
    return pa.table({kind.lower(): column_of(make, TYPES[kind], nulls) for kind, make in makers.items()})


def others() -> pa.Table:
    makers: dict[str, Callable[[], Any]] = {
        "us": lambda: random.randint(-(10**15), 4 * 10**15),
        "ns": lambda: random.randint(-(10**18), 4 * 10**18),
        "day": lambda: random.randint(-10_000, 40_000),
        "decimal": lambda: decimal.Decimal(random.randint(-(10**12), 10**12)) / 1000,
        "small_decimal": lambda: decimal.Decimal(random.randint(-(10**6), 10**6)) / 100,
        "uint32": lambda: random.randint(0, 2**32 - 1),
        "int_as_double": lambda: random.randint(-(2**31), 2**31 - 1),
        "long_as_int": lambda: random.randint(-(2**31), 2**31 - 1),
        "half": lambda: random.choice((0.5, -1.25, 1000.0)),
        "float_as_double": lambda: random.random(),
        "none": lambda: None,
    }
    return pa.table({name: column_of(make, OTHERS[name][1], 0.1) for name, make in makers.items()})


def expected(stored: pa.Array, declared: str) -> pa.ChunkedArray:
    """By pyarrow's own casts; a timestamp loses what is below a millisecond."""
    kind = TYPES[declared]
    if pa.types.is_null(stored.type):
        return pa.nulls(len(stored), kind)
    if pa.types.is_timestamp(stored.type) and stored.type.unit != "ms":
        divisor = {"us": 1_000, "ns": 1_000_000}[stored.type.unit]
        values = [None if v is None else v // divisor for v in stored.cast(pa.int64()).to_pylist()]
        return pa.array(values, pa.int64()).cast(kind)
    if pa.types.is_decimal(stored.type):  # pyarrow's cast is one bit off at times
        return pa.array([None if v is None else float(v) for v in stored.to_pylist()], kind)
    return stored.cast(kind)


def written(content: pa.Table, **way: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(content, sink, **way)
    return sink.getvalue()


def same(found: pa.Table, name: str, wanted: Any) -> None:
    values = found[name].combine_chunks()
    wanted = wanted.combine_chunks() if isinstance(wanted, pa.ChunkedArray) else wanted
    if not values.equals(wanted):
        pairs = zip(values.to_pylist(), wanted.to_pylist(), strict=False)
        differing = [(i, a, b) for i, (a, b) in enumerate(pairs) if a != b]
        raise AssertionError(f'{len(values)} of "{name}", {len(differing)} differ: {differing[:3]}')


CSV_LINES = (
    (
        "true",
        "-128",
        "-32768",
        "-2147483648",
        "-9223372036854775808",
        "-1.5",
        "1e308",
        "a",
        "a",
        "1970-01-01",
        "1970-01-01",
    ),
    (
        "FALSE",
        "127",
        "32767",
        "2147483647",
        "9223372036854775807",
        "3.25",
        "0.1",
        '"b,""c"""',
        '"d\ne"',
        "2024-02-29",
        "2024-02-29T23:59:59.999Z",
    ),
    ("1", "+5", " 6", "007", "123456789012345678", ".5", "-7.", "ü", "\t", "0001-01-01", "1969-12-31 23:59:59.5"),
    ("0", "0", "0", "0", "0", "NaN", "-inf", "  x ", "x", "9999-12-31", "2024-01-01 00:00+02:00"),
    ("", "", "", "", "", "", "", "", "", "", ""),
)
CSV_VALUES: dict[str, list[Any]] = {
    "boolean": [True, False, True, False, None],
    "tinyint": [-128, 127, 5, 0, None],
    "smallint": [-32768, 32767, 6, 0, None],
    "int": [-(2**31), 2**31 - 1, 7, 0, None],
    "bigint": [-(2**63), 2**63 - 1, 123456789012345678, 0, None],
    "string": ["a", 'b,"c"', "ü", "  x ", None],
    "binary": [b"a", b"d\ne", b"\t", b"x", None],
    "date": [dt.date(1970, 1, 1), dt.date(2024, 2, 29), dt.date(1, 1, 1), dt.date(9999, 12, 31), None],
    "timestamp": [
        dt.datetime(1970, 1, 1),
        dt.datetime(2024, 2, 29, 23, 59, 59, 999_000),
        dt.datetime(1969, 12, 31, 23, 59, 59, 500_000),
        dt.datetime(2023, 12, 31, 22),
        None,
    ],
}


def csv_of(content: pa.Table) -> bytes:
    """Python's own text of every value."""
    lines = [",".join(content.column_names)]
    for row in zip(*(content[name].to_pylist() for name in content.column_names), strict=True):
        lines.append(
            ",".join(
                "" if value is None else str(value).lower() if isinstance(value, bool) else str(value) for value in row
            )
        )
    return "\n".join(lines).encode()


def check_csv(client: Client, numbers: pa.Table) -> None:
    chapter("CSV")
    with step("all types, at their ends and empty"):
        found = client.read(BUCKET, "csv", [name.lower() for name in TYPES])
        for name, values in CSV_VALUES.items():
            expect(found[name].to_pylist() == values, f"{name}: saw {found[name].to_pylist()}")
        expect(
            found["float"].to_pylist()[:3] == [-1.5, 3.25, 0.5]
            and found["double"].to_pylist()[:3] == [1e308, 0.1, -7.0],
            "floats",
        )
        expect(
            str(found["float"][3].as_py()) == "nan" and found["double"][3].as_py() == float("-inf"), "NaN and infinity"
        )
    for name in numbers.column_names:
        with step(f"{ROWS:,} texts of {name} become what they were written from"):
            same(client.read(BUCKET, "numbers", [name]), name, numbers[name])
    with step("without a header, by position; with tabs; columns too many"):
        found = client.read(BUCKET, "tsv", ["a", "b"])
        expect(found.to_pylist() == [{"a": 1, "b": "x y"}, {"a": 2, "b": "z"}], f"saw {found.to_pylist()}")


def check_parquet(client: Client, tables: dict[str, pa.Table]) -> None:
    chapter("Parquet")
    for way in WAYS:
        with step(f"all types, {way}"):
            found = client.read(BUCKET, way.replace(" ", "_").replace(",", ""))
            for name in tables[way].column_names:
                same(found, name, tables[way][name])
    with step("other stored types"):
        found = client.read(BUCKET, "others")
        for name, (declared, _) in OTHERS.items():
            same(found, name, expected(tables["others"][name].combine_chunks(), declared))
    with step("one column of many, by another case of its name"):
        same(client.read(BUCKET, "cases", ["double"]), "double", tables["snappy"]["double"])
    with step("a file of 80 MB, by two calls, each its own row groups"):
        expect(len(client.splits(BUCKET, "large")) == 2, "not by two")
        found = client.read(BUCKET, "large", ["n"])
        expect(found["n"].to_pylist() == list(range(LARGE_ROWS)), "numbers are missing or twice")
    with step("UUIDs as text"):
        same(client.read(BUCKET, "uuids", ["id"]), "id", tables["uuids"]["id"])


def fill(bucket: Bucket) -> tuple[pa.Table, dict[str, pa.Table]]:
    random.seed(7)
    all_types = [column(kind.lower(), kind) for kind in TYPES]
    numbers = typed(0.1).select(["tinyint", "smallint", "int", "bigint", "double", "boolean", "date"])
    tables: dict[str, pa.Table] = {way: typed(0.0 if "gzip" in way else 0.15) for way in WAYS}
    tables["others"] = others()
    definitions = {
        "csv": table(all_types, r"^all\.csv$"),
        "numbers": table([each for each in all_types if each["name"] in numbers.column_names], r"^numbers\.csv$"),
        "tsv": table(
            [column("a", "INT"), column("b", "STRING")],
            r"\.tsv$",
            parser={"format": "csv", "header": False, "delimiter": "\t"},
        ),
        "others": table(
            [column(name, kind) for name, (kind, _) in OTHERS.items()], r"^others\.parquet$", parser=PARQUET
        ),
        "cases": table([column("DOUBLE", "DOUBLE")], r"^snappy\.parquet$", parser=PARQUET),
        "uuids": table([column("id", "STRING")], r"^uuids\.parquet$", parser=PARQUET),
    }
    header = ",".join(kind.lower() for kind in TYPES)
    files = {
        "all.csv": ("\r\n".join([header, *(",".join(line) for line in CSV_LINES)]) + "\r\n").encode(),
        "numbers.csv": csv_of(numbers),
        "some.tsv": b"1\tx y\t3\n2\tz\t4\n",
        "others.parquet": written(tables["others"]),
    }
    for way, options in WAYS.items():
        name = way.replace(" ", "_").replace(",", "")
        definitions[name] = table(all_types, rf"^{name}\.parquet$", parser=PARQUET)
        files[f"{name}.parquet"] = written(tables[way], **options)
    definitions["large"] = table([column("n", "BIGINT")], r"^large\.parquet$", parser=PARQUET)
    numbered = pa.table({"n": pa.array(range(LARGE_ROWS), pa.int64())})
    files["large.parquet"] = written(numbered, compression="none", use_dictionary=False, row_group_size=300_000)
    ids = [uuid.UUID(int=random.getrandbits(128)) for _ in range(1000)]
    storage = pa.array([each.bytes for each in ids], pa.binary(16))
    files["uuids.parquet"] = written(pa.table({"id": pa.ExtensionArray.from_storage(pa.uuid(), storage)}))
    tables["uuids"] = pa.table({"id": [str(each) for each in ids]})
    bucket.configure(definitions)
    bucket.push("values/all", files)
    return numbers, tables


if __name__ == "__main__":
    texts, parquets = fill(Bucket(sys.argv[1]))
    asking = Client(*sys.argv[1:3])
    check_csv(asking, texts)
    check_parquet(asking, parquets)
    finish("checks")
