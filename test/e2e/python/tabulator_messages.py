"""Every message of the protocol, as versions 1 and later send it, and what is refused.

python tabulator_messages.py S3_URL LAMBDA_URL
"""

import json
import sys

import pyarrow as pa

from account import chapter, denied, expect, finish, step
from federation_client import Client, decode_schema, equal_to
from tabulator_bucket import BUCKET, Bucket, column, table

ADDED = ["$pkg_name", "$logical_key", "$physical_key", "$top_hash", "$issue"]
PACKAGES, FILES, ROWS = 12, 3, 40
EXPRESSION = table(
    [column("Gene", "STRING"), column("tpm", "DOUBLE")],
    r"(?P<sample>s\d+)/genes\.csv$",
    packages=r"^rna/(?<study>[a-z]+)_(?<batch>\d+)$",
    groups=("study", "batch", "sample"),
)
BIG_ROWS = 120_000


def fill(bucket: Bucket) -> None:
    big = table([column("id", "BIGINT"), column("text", "STRING")], r"big\.csv$", packages="^big/")
    bucket.configure({"expression": EXPRESSION, "big": big, "nothing": table([column("a", "INT")], "no such file")})
    for i in range(PACKAGES):
        lines = [f"g{row},{row * 1.5},{row}" for row in range(ROWS)]
        text = ("Gene,tpm,more\n" + "\n".join(lines)).encode()
        files = {f"s{n}/genes.csv": text for n in range(FILES)} | {"notes.txt": b"not a table"}
        bucket.push(f"rna/{'ab'[i % 2]}_{i}", files)
    bucket.push("other/package", {"s1/genes.csv": b"Gene,tpm\nnever,1\n"})
    rows = "".join(f"{i},text {i} {'x' * 50}\n" for i in range(BIG_ROWS))
    bucket.push("big/one", {"big.csv": f"id,text\n{rows}".encode()})


def metadata(client: Client) -> None:
    chapter("Metadata")
    with step("Ping says nothing of a serde version, so that version 1 is spoken"):
        answer = client.call("Ping")
        expect(list(answer) == ["@type", "catalogName", "queryId", "sourceType", "capabilities"], f"saw {answer}")
    with step("ListSchemas: buckets"):
        expect(client.call("ListSchemas")["schemas"] == [BUCKET, "quilt-other"], "other schemas")
    with step("ListTables, whole and in pages of two"):
        whole = client.call("ListTables", schemaName=BUCKET, nextToken=None, pageSize=-1)
        expect([each["tableName"] for each in whole["tables"]] == ["big", "expression", "nothing"], f"saw {whole}")
        first = client.call("ListTables", schemaName=BUCKET, nextToken=None, pageSize=2)
        second = client.call("ListTables", schemaName=BUCKET, nextToken=first["nextToken"], pageSize=2)
        expect(
            first["tables"] + second["tables"] == whole["tables"] and second["nextToken"] is None,
            f"saw {first}, {second}",
        )
    with step("GetTable: declared columns in lower case, named groups, what is added; no partition columns"):
        answer = client.get_table(BUCKET, "expression")
        schema = decode_schema(answer["schema"]["schema"])
        expect(schema.names == ["gene", "tpm", "study", "batch", "sample", *ADDED], f"saw {schema.names}")
        expect(schema.field("tpm").type == pa.float64() and answer["partitionColumns"] == [], f"saw {answer}")
    with step("GetDataSourceCapabilities: none, so that the engine filters"):
        expect(client.call("GetDataSourceCapabilities")["capabilities"] == {}, "it promises something")


def rows(client: Client) -> None:
    chapter(f"Rows, asked for as serde version {client.version} asks")
    with step("SELECT *: the latest revision of every matching package"):
        found = client.read(BUCKET, "expression")
        expect(found.num_rows == PACKAGES * FILES * ROWS, f"saw {found.num_rows} rows")
        expect(
            set(found["study"].to_pylist()) == {"a", "b"} and set(found["sample"].to_pylist()) == {"s0", "s1", "s2"},
            "groups",
        )
        expect(found["$issue"].null_count == found.num_rows, "there are issues")
    with step("only the requested columns, in the order of the request"):
        found = client.read(BUCKET, "expression", ["$logical_key", "tpm"])
        expect(found.column_names == ["$logical_key", "tpm"] and found["tpm"][2].as_py() == 3.0, f"saw {found.schema}")
    with step("a table without files has no rows"):
        expect(client.read(BUCKET, "nothing").num_rows == 0, "it has")
    for name, values, share in (("$pkg_name", ("rna/a_2", "rna/b_3"), 2), ("study", ("a",), PACKAGES // 2)):
        with step(f"a predicate on {name} leaves out what it excludes"):
            summary = {name: equal_to(*values, version=client.version)}
            found = client.read(BUCKET, "expression", summary=summary)
            expect(
                found.num_rows == share * FILES * ROWS and set(found[name].to_pylist()) == set(values),
                f"saw {found.num_rows}",
            )
    with step("IS NOT NULL, which is written like none, leaves nothing out"):
        nothing = {"@type": "AllOrNoneValueSet", "type": {"@type": "Utf8"}, "all": False, "nullAllowed": False}
        found = client.read(BUCKET, "expression", ["tpm"], {"$pkg_name": nothing})
        expect(found.num_rows == PACKAGES * FILES * ROWS, f"saw {found.num_rows} rows")
    with step(f"{BIG_ROWS:,} rows are spilled in several encrypted blocks"):
        before = client.spilled
        found = client.read(BUCKET, "big", ["id", "text"])
        expect(client.spilled - before > 2, f"saw {client.spilled - before} blocks")
        expect(found["id"].to_pylist() == list(range(BIG_ROWS)), "ids are missing or in another order")
        expect(found["text"][BIG_ROWS - 1].as_py().startswith(f"text {BIG_ROWS - 1} x"), "the last text")
    with step("one small block is spilled, too, where the engine takes none inline"):
        before = client.spilled
        expect(
            client.read(
                BUCKET, "expression", ["tpm"], {"batch": equal_to("3", version=client.version)}, inline=0
            ).num_rows
            == FILES * ROWS,
            "rows",
        )
        expect(client.spilled - before == 1, f"saw {client.spilled - before} blocks")


def refusals(s3_url: str, lambda_url: str) -> None:
    chapter("Refused")
    client = Client(s3_url, lambda_url)
    with denied("a role that the configuration does not list", "role Intruder of account 123456789012"):
        Client(s3_url, lambda_url, arn="arn:aws:sts::123456789012:assumed-role/Intruder/x").splits(BUCKET, "expression")
    with denied("a role of that name in another account", "role Analyst of account 999999999999"):
        Client(s3_url, lambda_url, arn="arn:aws:iam::999999999999:role/Analyst").get_table(BUCKET, "expression")
    with denied("a bucket that is not served", 'serves no bucket "elsewhere"', BUCKET):
        client.get_table("elsewhere", "expression")
    with denied("a table that there is not", 'has no table "expresion"', '"expression"'):
        client.get_table(BUCKET, "expresion")
    with denied("a table whose name is every object's", 'has no table "constructor"'):
        client.get_table(BUCKET, "constructor")
    with denied("a request of an unknown type", "BeginTransactionRequest", "ReadRecordsRequest"):
        client.call("BeginTransaction")
    with denied("a request of a newer serde", "GetTableRequest", "tableName", "serde versions 1 to 6"):
        client.call("GetTable", tableName=["quilt-data", "expression"])
    split = client.splits(BUCKET, "expression")[0]
    schema = decode_schema(client.get_table(BUCKET, "expression")["schema"]["schema"])
    for label, changed, *parts in (
        ("blocks to be spilled elsewhere", {"bucket": "attacker"}, "spilled below s3://spill-bucket/spill/analyst/"),
        ("blocks to be spilled into another role's folder", {"key": "spill/admin/q/1"}, "spill/analyst/"),
    ):
        with denied(label, *parts):
            client.read_split(
                BUCKET, "expression", schema, {**split, "spillLocation": {**split["spillLocation"], **changed}}
            )
    pieces = json.loads(split["properties"]["pieces"])
    with denied("a manifest that is no revision of the package", "no revision of package rna/a_0"):
        pieces[0][1] = "0" * 64
        client.read_split(BUCKET, "expression", schema, {**split, "properties": {"pieces": json.dumps(pieces)}})
    with step("a package that the table is not over gives no rows, whatever the split says"):
        pieces[0][0] = "other/package"
        changed = {**split, "properties": {"pieces": json.dumps(pieces[:1])}}
        expect(client.read_split(BUCKET, "expression", schema, changed) == [], "there are rows")


if __name__ == "__main__":
    s3, function = sys.argv[1:3]
    fill(Bucket(s3))
    metadata(Client(s3, function))
    for version in (1, 6):
        rows(Client(s3, function, version))
    refusals(s3, function)
    finish("checks")
