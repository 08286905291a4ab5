"""Files that are not as they should be: an error that names file, row and reason, or one row that says so.

python tabulator_bad_input.py S3_URL LAMBDA_URL
"""

import datetime as dt
import io
import sys
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.parquet import encryption

from account import chapter, denied, expect, finish, step
from federation_client import Client
from tabulator_bucket import BUCKET, PARQUET, Bucket, Json, column, table

COLUMNS = [
    column("id", "INT", nullable=False),
    column("name", "STRING", nullable=False),
    column("day", "DATE"),
    column("at", "TIMESTAMP"),
    column("big", "BIGINT"),
    column("value", "FLOAT"),
]
HEADER = b"id,name,day,at,big,value\n"
GOOD = b"1,one,2024-01-01,2024-01-01 00:00:00,1,1.5\n"


def parquet(content: pa.Table, **way: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(content, sink, **way)
    return sink.getvalue()


def sample(**changed: Any) -> pa.Table:
    columns: dict[str, Any] = {
        "id": pa.array([1, 2], pa.int32()),
        "name": ["one", "two"],
        "day": pa.array([dt.date(2024, 1, 1), None]),
        "at": pa.array([0, None], pa.timestamp("ms")),
        "big": pa.array([1, None], pa.int64()),
        "value": pa.array([1.5, None], pa.float32()),
    }
    return pa.table({**columns, **changed})


def encrypted(plain_footer: bool) -> bytes:
    class Kms(encryption.KmsClient):
        def wrap_key(self, key_bytes: bytes, master_key_identifier: str) -> bytes:
            return key_bytes

        def unwrap_key(self, wrapped_key: bytes, master_key_identifier: str) -> bytes:
            return wrapped_key

    factory = encryption.CryptoFactory(lambda _: Kms())
    settings = encryption.EncryptionConfiguration(
        footer_key="k", column_keys={"c": ["name"]}, plaintext_footer=plain_footer
    )
    properties = factory.file_encryption_properties(encryption.KmsConnectionConfig(), settings)
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, sample().schema, encryption_properties=properties) as writer:
        writer.write_table(sample())
    return sink.getvalue()


def with_codec(content: bytes, codec: int) -> bytes:
    """The same file, whose footer names another codec: field 4 of a column's metadata, an i32 after the path."""
    size = int.from_bytes(content[-8:-4], "little")
    footer = bytearray(content[-8 - size : -8])
    for name in (b"id", b"name", b"day", b"at", b"big", b"value"):
        # Thrift's compact form: list of one binary, its length, the text, then field 4 of type i32 in zigzag.
        found = footer.find(b"\x19\x18" + bytes([len(name)]) + name + b"\x15")
        assert found > 0, f"no path {name!r} in the footer"
        footer[found + 4 + len(name)] = codec * 2
    return content[: -8 - size] + bytes(footer) + content[-8:]


# File, and what the error and the issue must say.
CSV: dict[str, tuple[bytes, list[str]]] = {
    "a row too short": (HEADER + GOOD + b"2,two,2024-01-01\n", ["row 2", "3 fields", "first has 6"]),
    "a row too long": (HEADER + GOOD + GOOD[:-1] + b",x\n", ["row 2", "7 fields"]),
    "a quote inside a field": (HEADER + GOOD + b'2,5" pipe,,,,\n', ["row 2", "Quote"]),
    "a quote that is never closed": (HEADER + GOOD + b'2,"two,,,,\n' + GOOD * 50, ["row 2", "Quote"]),
    "something after a closing quote": (HEADER + b'1,"one"x,,,,\n', ["row 1", "Quote"]),
    "Latin-1": (HEADER + GOOD + "2,zwölf,,,,\n".encode("latin-1"), ["row 2", "UTF-8"]),
    "a number too large": (HEADER + GOOD + b"2147483648,two,,,,\n", ["row 2", '"id"', "INT", "2147483648"]),
    "a 64-bit number too large": (HEADER + b"1,a,,,9223372036854775808,\n", ["row 1", '"big"', "9223372036854775808"]),
    "a float too large": (HEADER + b"1,a,,,,1e39\n", ["row 1", '"value"', "1e39"]),
    "no number": (HEADER + GOOD + GOOD + b"three,a,,,,\n", ["row 3", '"id"', "three"]),
    "a day that there is not": (HEADER + b"1,a,2023-02-29,,,\n", ["row 1", '"day"', "2023-02-29"]),
    "a time that there is not": (HEADER + b"1,a,,2024-01-01 24:00:00,,\n", ["row 1", '"at"', "24:00:00"]),
    "an empty field that must not be null": (HEADER + GOOD + b",two,,,,\n", ["row 2", '"id"', "must not be null"]),
    "a column missing that must not be null": (b"id,day\n1,2024-01-01\n", ['"name" missing', "must not be null"]),
    "a column twice": (b"id,name,id\n1,a,2\n", ['"id"', "twice"]),
    "an empty file": (b"", ['"id"', '"name"', "missing"]),
    "a row longer than Athena takes": (HEADER + b"1," + b"x" * (33 << 20) + b",,,,\n", ["16777216 bytes"]),
    "an endless quoted field": (HEADER + b'1,"' + b"x" * (33 << 20) + b'",,,,\n', ["16777216"]),
}
OLD = HEADER + b"8,old,,,,\n"
TRUNCATED = parquet(sample())[:-20]
MANY = parquet(sample(), compression="none", use_dictionary=False)
PARQUETS: dict[str, tuple[bytes, list[str]]] = {
    "not Parquet at all": (HEADER + GOOD, ["does not end as Parquet files do"]),
    "an empty file": (b"", ["empty"]),
    "a truncated file": (TRUNCATED, ["does not end as Parquet files do", f"{len(TRUNCATED)} bytes"]),
    "a damaged footer": (MANY[:-60] + b"\xff" * 52 + MANY[-8:], ["footer cannot be decoded"]),
    "a footer longer than the file": (MANY[:-8] + b"\xff\xff\xff\x0fPAR1", ["footer"]),
    "damaged pages": (b"PAR1" + b"\xff" * 200 + MANY[204:], ["cannot be decoded"]),
    "a nested column": (parquet(sample(name=[["a"], ["b"]])), ['"name" is nested', "STRING"]),
    "a struct": (parquet(sample(name=[{"a": 1}, {"a": 2}])), ['"name" is nested']),
    "a number where a text is declared": (parquet(sample(name=[1, 2])), ['"name"', "INT64", "STRING"]),
    "a time of day": (parquet(sample(day=pa.array([1, 2], pa.time32("ms")))), ['"day"', "TIME", "DATE"]),
    "a number too large": (parquet(sample(id=pa.array([1, 2**31], pa.int64()))), ["row 2", '"id"', "2147483648"]),
    "a null that must not be": (parquet(sample(id=pa.array([1, None], pa.int32()))), ["row 2", '"id"', "null"]),
    "a column missing that must not be null": (parquet(sample().drop_columns(["name"])), ['"name" missing']),
    "a codec nobody has": (with_codec(parquet(sample(), compression="snappy"), 3), ["LZO"]),
    "bytes that are no text": (parquet(sample(name=pa.array([b"\xff\xfe", b"b"]))), ["UTF-8"]),
    "half a character in each of two texts": (parquet(sample(name=pa.array([b"\xc3", b"\xa4"]))), ["UTF-8"]),
    "encrypted whole": (encrypted(False), ["encrypted"]),
    "encrypted columns": (encrypted(True), ["encrypted"]),
}
# Physical key, and S3's answer.
PLACES: dict[str, tuple[str, list[str]]] = {
    "in a bucket that is not served": ("s3://somebody-else/a.csv", ['bucket "somebody-else"', "does not serve"]),
    "deleted": (f"s3://{BUCKET}/gone.csv", ["gone.csv", "no such object"]),
    "of a version that was deleted": (f"s3://{BUCKET}/a.csv?versionId=old", ["a.csv?versionId=old", "no such version"]),
    "of a version that is a delete marker": (f"s3://{BUCKET}/a.csv?versionId=marker", ["delete marker"]),
    "forbidden to the connector": (f"s3://{BUCKET}/secret.csv", ["role must not read it"]),
    "archived": (f"s3://{BUCKET}/archived.csv", ["archived"]),
    "nowhere": ("file:///etc/passwd", ["no place in S3"]),
    "quoted wrongly": (f"s3://{BUCKET}/100%.csv", ["no place in S3"]),
}
# Files that are fine, and their ids.
FINE: dict[str, tuple[bytes, list[int]]] = {
    "a byte order mark": (b"\xef\xbb\xbf" + HEADER + GOOD, [1]),
    "UTF-16": (("\ufeff" + (HEADER + GOOD).decode()).encode("utf-16-le"), [1]),
    "CRLF": ((HEADER + GOOD + GOOD).replace(b"\n", b"\r\n"), [1, 1]),
    "returns alone": ((HEADER + GOOD + GOOD).replace(b"\n", b"\r"), [1, 1]),
    "no end of the last line": (HEADER + GOOD + GOOD[:-1], [1, 1]),
    "empty lines": (HEADER + b"\n" + GOOD + b"\n\n", [1]),
    "only a header": (HEADER, []),
    "quotes across lines": (HEADER + b'1,"a\nb,""c""\r\nd",,,,\n2,x,,,,\n', [1, 2]),
    "rows of 100 KB": (HEADER + b"".join(b"%d,%s,,,,\n" % (i, b"y" * 100_000) for i in range(300)), list(range(300))),
    "a quoted field of 5 MB": (HEADER + b'7,"' + b"z\n" * 2_500_000 + b'",,,,\n', [7]),
}


def names(chapter_name: str, cases: dict[str, Any]) -> dict[str, str]:
    return {label: f"{chapter_name}_{i}" for i, label in enumerate(cases)}


def fill(bucket: Bucket) -> None:
    tables: Json = {}

    def add(name: str, **rest: Any) -> None:
        # The good file stands first, so that its rows could be lost with the bad one's.
        keys = rf"^{name}/"
        tables[name] = table(COLUMNS, keys, **rest)
        tables[f"{name}_on"] = table(COLUMNS, keys, **rest, continueOnError=True)

    for label, name in names("csv", CSV).items():
        add(name)
        bucket.push(
            f"bad/{name}",
            {f"{name}/a.csv": HEADER + GOOD, f"{name}/b.csv": CSV[label][0], f"{name}/c.csv": HEADER + GOOD},
        )
    for label, name in names("parquet", PARQUETS).items():
        add(name, parser=PARQUET)
        bucket.push(f"bad/{name}", {f"{name}/a": parquet(sample()), f"{name}/b": PARQUETS[label][0]})
    for label, name in names("place", PLACES).items():
        add(name)
        bucket.push(
            f"bad/{name}", {f"{name}/a.csv": HEADER + GOOD, f"{name}/b.csv": b"x"}, {f"{name}/b.csv": PLACES[label][0]}
        )
    for label, name in names("fine", FINE).items():
        add(name)
        bucket.push(f"bad/{name}", {f"{name}/a.csv": FINE[label][0]})
    add("quoted")
    bucket.push(
        "bad/quoted",
        {"quoted/a b+ü%.csv": HEADER + GOOD, "quoted/v.csv": OLD},
        {"quoted/v.csv": f"s3://{BUCKET}/versioned.csv?versionId=a%2Bb"},
    )
    add("missing")
    bucket.push("bad/missing", {"missing/a.csv": b"id,name,extra\n1,one,x\n"})
    add("late")
    many = b"".join(b"%d,name %d,,,,\n" % (i, i) for i in range(200_000))
    bucket.push(
        "bad/late",
        {"late/a.csv": HEADER + GOOD, "late/b.csv": HEADER + many + b"x,bad,,,,\n", "late/c.csv": HEADER + GOOD},
    )
    # Its size in the manifest makes four calls read it, all of them the same footer.
    add("parts", parser=PARQUET)
    bucket.push("bad/parts", {"parts/b": TRUNCATED}, size=250 << 20)
    # Its last rows are missing, and no row is broken.
    add("cut")
    bucket.push("bad/cut", {"cut/a.csv": HEADER + GOOD}, size=len(HEADER + GOOD + GOOD))
    bucket.put("versioned.csv", OLD, version="a+b")
    bucket.put("versioned.csv", HEADER + b"9,new,,,,\n")
    bucket.put("a.csv", HEADER + GOOD)
    bucket.put("a.csv", b"", version="marker", error="405 MethodNotAllowed")
    bucket.put("secret.csv", b"", error="403 AccessDenied")
    bucket.put("archived.csv", b"", error="403 InvalidObjectState")
    bucket.configure(tables)


def judge(client: Client, name: str, file: str, parts: list[str], good: int) -> None:
    """Once with the error, once with the row."""
    with denied("the query fails", file, name, "continue_on_error", *parts):
        client.read(BUCKET, name)
    with step("going on after errors, one row says why"):
        found = client.read(BUCKET, f"{name}_on").to_pylist()
        bad = [row for row in found if row["$issue"] is not None]
        expect(len(bad) == 1 and len(found) == good + 1, f"saw {len(found)} rows, {[row['$issue'] for row in bad]}")
        row = bad[0]
        expect(all(part in row["$issue"] for part in parts), f"saw the issue {row['$issue']}")
        expect(row["$logical_key"].endswith(file), f"saw it for {row['$logical_key']}")
        expect(row["id"] == 0 and row["name"] == "" and row["day"] is None and row["big"] is None, f"saw {row}")


def check(client: Client) -> None:
    for kind, cases, file, good in (
        ("csv", CSV, "b.csv", 2),
        ("parquet", PARQUETS, "/b", 2),
        ("place", PLACES, "b.csv", 1),
    ):
        for label, name in names(kind, cases).items():
            chapter(f"{kind}: {label}")
            judge(client, name, file, cases[label][1], good)
    chapter("Not bad at all")
    for label, name in names("fine", FINE).items():
        with step(label):
            found = client.read(BUCKET, name, ["id", "$issue"]).to_pylist()
            wanted = [{"id": i, "$issue": None} for i in FINE[label][1]]
            expect(found == wanted, f"saw {len(found)} rows: {found[:5]}")
    with step("quotes across lines keep what is between them"):
        found = client.read(BUCKET, names("fine", FINE)["quotes across lines"], ["name"])["name"].to_pylist()
        expect(found == ['a\nb,"c"\r\nd', "x"], f"saw {found}")
    with step("percent-encoded keys, and the version that the package has"):
        found = client.read(BUCKET, "quoted").to_pylist()
        expect([row["id"] for row in found] == [1, 8], f"saw {found}")
    with step("a missing column that may be null: rows with an issue, columns that nobody declared left out"):
        found = client.read(BUCKET, "missing").to_pylist()
        expect(len(found) == 1 and found[0]["name"] == "one" and found[0]["day"] is None, f"saw {found}")
        expect('"day", "at", "big", "value" missing' in found[0]["$issue"], f"saw {found[0]['$issue']}")
    chapter("A file that four calls read")
    expect(len(client.splits(BUCKET, "parts")) == 4, "it is not read by four calls")
    judge(client, "parts", "b", [f"{len(TRUNCATED)} bytes", f"manifest says {250 << 20}"], 0)
    chapter("A file cut off between two rows")
    size = len(HEADER + GOOD)
    judge(client, "cut", "a.csv", [f"{size} bytes", f"manifest says {size + len(GOOD)}"], 0)
    chapter("A file that is bad in its last row, after blocks of it were spilled")
    judge(client, "late", "b.csv", ["row 200001", '"id"'], 2)


if __name__ == "__main__":
    fill(Bucket(sys.argv[1]))
    check(Client(*sys.argv[1:3]))
    finish("checks")
