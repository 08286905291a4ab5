"""A client of Athena's federation protocol: serializes, checks and reads, with no code of the connector.

As the SDK does it (awslabs/aws-athena-query-federation: athena-federation-sdk/src/main/java).
"""

import base64
import json
import struct
import urllib.request
import uuid
from typing import Any

import pyarrow as pa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Json = dict[str, Any]
RESPONSE_LIMIT = 6_291_556  # of Lambda
ANALYST = "arn:aws:sts::123456789012:assumed-role/Analyst/anna"


class Refused(Exception):
    """What the function threw."""


def _framed(message: bytes) -> bytes:
    """Checks the framing that Arrow had before 0.15: a length, and no continuation marker."""
    (length,) = struct.unpack_from("<i", message)
    assert 0 < length < len(message), f"a message of {len(message)} bytes begins with length {length}"
    return message


def decode_schema(text: str) -> pa.Schema:
    return pa.ipc.read_schema(pa.py_buffer(_framed(base64.b64decode(text, validate=True))))


def decode_batch(schema: pa.Schema, message: bytes) -> pa.RecordBatch:
    batch = pa.ipc.read_record_batch(pa.py_buffer(_framed(message)), schema)
    batch.validate()
    assert batch.num_rows > 0, "a batch has no rows"
    return batch


def as_table(schema: pa.Schema, batches: list[pa.RecordBatch]) -> pa.Table:
    """With timestamps in place of dates of milliseconds, which Python's own dates would cut down to days."""
    table = pa.Table.from_batches(batches, schema)
    for i, field in enumerate(table.schema):
        if pa.types.is_date64(field.type):
            stamps = pa.chunked_array(
                [c.view(pa.int64()).cast(pa.timestamp("ms")) for c in table[i].chunks], pa.timestamp("ms")
            )
            table = table.set_column(i, field.name, stamps)
    return table


def encode(array: pa.Array, name: str = "col1") -> Json:
    """A block of one column, as constraints have it."""
    batch = pa.record_batch([array], names=[name])
    schema = base64.b64encode(batch.schema.serialize().to_pybytes()[4:]).decode()
    records = base64.b64encode(batch.serialize().to_pybytes()[4:]).decode() if len(array) else ""
    return {"aId": str(uuid.uuid4()), "schema": schema, "records": records}


def equal_to(*values: str, version: int = 1) -> Json:
    """column IN (values), as ranges of one value each."""
    marker = lambda value: {"valueBlock": encode(pa.array([value])), "bound": "EXACTLY", "nullValue": False}  # noqa: E731
    ranges = [{"low": marker(value), "high": marker(value)} for value in values]
    return {
        "@type": "sortable" if version == 1 else "SortedRangeSet",
        "type": {"name": "utf8"} if version == 1 else {"@type": "Utf8"},
        "ranges": ranges,
        "nullAllowed": False,
    }


class Client:
    """One query's calls, in the form of serde version 1 or of a later one."""

    def __init__(self, s3_url: str, lambda_url: str, version: int = 1, arn: str = ANALYST) -> None:
        self.s3_url, self.lambda_url, self.version, self.arn = s3_url, lambda_url, version, arn
        self.query_id = str(uuid.uuid4())
        self.spilled = 0

    def call(self, kind: str, **fields: Any) -> Json:
        identity: Json = {"arn": self.arn, "account": "123456789012"}
        identity |= (
            {"principalTags": {}, "iamGroups": []} if self.version == 1 else {"id": "UNKNOWN", "tags": {}, "groups": []}
        )
        event = {
            "@type": f"{kind}Request",
            "identity": identity,
            "queryId": self.query_id,
            "catalogName": "cat",
            **fields,
        }
        request = urllib.request.Request(self.lambda_url, json.dumps(event).encode())
        with urllib.request.urlopen(request) as response:
            body = response.read()
        answer = json.loads(body)
        if "errorMessage" in answer:
            raise Refused(answer["errorMessage"])
        assert len(body) <= RESPONSE_LIMIT, f"{kind} answers with {len(body)} bytes"
        assert next(iter(answer)) == "@type", f"the first key is {next(iter(answer))}"
        assert "serDeVersion" not in answer
        return answer

    def get_table(self, bucket: str, table: str) -> Json:
        return self.call("GetTable", tableName=self._name(bucket, table))

    def splits(self, bucket: str, table: str, summary: Json | None = None) -> list[Json]:
        name, constraints = self._name(bucket, table), {"summary": summary or {}}
        schema = self.get_table(bucket, table)["schema"]
        layout = self.call(
            "GetTableLayout", tableName=name, constraints=constraints, schema=self._schema(schema), partitionCols=[]
        )
        partitions = layout["partitions"]
        decode_batch(decode_schema(partitions["schema"]), base64.b64decode(partitions["records"]))
        found: list[Json] = []
        token = None
        while True:
            page = self.call(
                "GetSplits",
                tableName=name,
                partitions=partitions,
                partitionCols=[],
                constraints=constraints,
                continuationToken=token,
            )
            found += page["splits"]
            token = page["continuationToken"]
            if token is None:
                break
        # The engine keeps them in a set.
        assert len({json.dumps(split, sort_keys=True) for split in found}) == len(found)
        assert all(isinstance(value, str) for split in found for value in split["properties"].values())
        return found

    def read(
        self,
        bucket: str,
        table: str,
        columns: list[str] | None = None,
        summary: Json | None = None,
        inline: int = 5_242_880,
    ) -> pa.Table:
        """All rows of the requested columns."""
        schema = decode_schema(self.get_table(bucket, table)["schema"]["schema"])
        wanted = pa.schema([schema.field(name) for name in columns or schema.names])
        batches = []
        for split in self.splits(bucket, table, summary):
            batches += self.read_split(bucket, table, wanted, split, summary, inline)
        return as_table(wanted, batches)

    def read_split(
        self,
        bucket: str,
        table: str,
        wanted: pa.Schema,
        split: Json,
        summary: Json | None = None,
        inline: int = 5_242_880,
    ) -> list[pa.RecordBatch]:
        size = (lambda n: n) if self.version == 1 else str
        text = base64.b64encode(wanted.serialize().to_pybytes()[4:]).decode()
        answer = self.call(
            "ReadRecords",
            tableName=self._name(bucket, table),
            schema=self._schema({"schema": text}),
            split=split,
            constraints={"summary": summary or {}},
            maxBlockSize=size(16_000_000),
            maxInlineBlockSize=size(inline),
        )
        if answer["@type"] == "ReadRecordsResponse":
            records = answer["records"]
            assert decode_schema(records["schema"]).names == wanted.names
            return [decode_batch(wanted, base64.b64decode(records["records"]))] if records["records"] else []
        assert answer["@type"] == "RemoteReadRecordsResponse"
        assert decode_schema(answer["schema"]["schema"]).names == wanted.names
        return [decode_batch(wanted, self.block(answer, i)) for i in range(len(answer["remoteBlocks"]))]

    def block(self, answer: Json, i: int) -> bytes:
        """A spilled block, decrypted; it is named as the SDK names it."""
        place, first = answer["remoteBlocks"][i], answer["remoteBlocks"][0]["key"]
        assert place["key"] == first.removesuffix(".0") + f".{i}" and place["directory"] is False, f"saw {place}"
        with urllib.request.urlopen(f"{self.s3_url}/{place['bucket']}/{place['key']}") as response:
            data = response.read()
        self.spilled += 1
        key = answer["encryptionKey"]
        return AESGCM(base64.b64decode(key["key"])).decrypt(base64.b64decode(key["nonce"]), data, None)

    def _name(self, bucket: str, table: str) -> Json:
        name = {"schemaName": bucket, "tableName": table}
        return {**name, "qualifiedTableName": f"{bucket}.{table}"} if self.version == 1 else name

    def _schema(self, schema: Json) -> Any:
        return schema if self.version == 1 else schema["schema"]
