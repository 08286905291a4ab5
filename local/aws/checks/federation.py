"""A LAMBDA data catalog whose connector answers fixed Arrow messages."""

import base64
import io
import json
import os
import zipfile
from typing import Any

import pyarrow as pa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from harness import allowed, check, denied, query
from roles import ACCOUNT, root, session
from world import DB, A


def federation(a: Any) -> None:
    batch = pa.record_batch(
        {
            "id": pa.array([1, 2], pa.int32()),
            "gene": pa.array(["a'b", None]),
            "scores": pa.array([[1.5], []], pa.list_(pa.float64())),
        }
    )

    def text(part: Any) -> str:
        return base64.b64encode(part.serialize().to_pybytes()).decode()

    answers = {
        "ListSchemasRequest": {"schemas": ["kit-alpha"]},
        "ListTablesRequest": {"tables": [{"schemaName": "kit-alpha", "tableName": "genes"}], "nextToken": None},
        "GetTableRequest": {"partitionColumns": [], "schema": {"schema": text(batch.schema)}},
        "GetTableLayoutRequest": {"partitions": {"aId": "p", "schema": "", "records": ""}},
        "GetSplitsRequest": {"splits": [{"spillLocation": None, "properties": {}}], "continuationToken": None},
        "ReadRecordsRequest": {"records": {"aId": "r", "schema": text(batch.schema), "records": text(batch)}},
    }
    # The same rows spilled to S3: AES-GCM, the tag at the end, the schema in the response.
    key, nonce = os.urandom(32), os.urandom(12)
    block = AESGCM(key).encrypt(nonce, batch.serialize().to_pybytes(), None)
    root.client("s3").put_object(Bucket=A, Key="spill/1.0", Body=block)
    spilled = {
        "schema": {"schema": text(batch.schema)},
        "remoteBlocks": [{"@type": "S3SpillLocation", "bucket": A, "key": "spill/1.0", "directory": False}],
        "encryptionKey": {"key": base64.b64encode(key).decode(), "nonce": base64.b64encode(nonce).decode()},
    }
    code = (
        f"const spilled = {json.dumps(spilled)}; "
        f"const answers = {json.dumps(answers)}; exports.handler = async (event) => {{ "
        "if (event.tableName?.tableName === 'broken') throw new Error('no such table'); "
        "if (event.tableName?.tableName === 'spilled' && event.split) return spilled; "
        "return answers[event['@type']]; };"
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as z:
        z.writestr("index.js", code)
    arn = root.client("lambda").create_function(
        FunctionName="connector",
        Runtime="nodejs20.x",
        Role=f"arn:aws:iam::{ACCOUNT}:role/reader-a",
        Handler="index.handler",
        Code={"ZipFile": archive.getvalue()},
        Timeout=20,
    )["FunctionArn"]
    root.client("athena").create_data_catalog(Name="kit-tabulator", Type="LAMBDA", Parameters={"function": arn})
    rows = 'SELECT id, gene, scores FROM "kit-tabulator"."kit-alpha"."genes" ORDER BY id'
    allowed("federated table", query(a, rows, "wg-a"), lambda r: r[1:] == [["1", "a'b", "[1.5]"], ["2", None, "[]"]])
    allowed(
        "federated join",
        query(
            a,
            f'SELECT count(*) FROM "kit-tabulator"."kit-alpha"."genes" g JOIN "{A}_packages" p ON g.id = 1',
            "wg-a",
            DB,
        ),
        lambda r: r[1] == ["4"],
    )
    _metadata(a.client("athena"))
    from_spill = rows.replace("genes", "spilled")
    allowed("spilled and encrypted", query(a, from_spill, "wg-a"), lambda r: r[1] == ["1", "a'b", "[1.5]"])
    no_spill = session("reader-a", ("s3:GetObject", f"arn:aws:s3:::{A}/spill/*"))
    denied("no right on the spill", query(no_spill, from_spill, "wg-a"), "s3:GetObject", "/spill/1.0")
    denied(
        "connector's error",
        query(a, 'SELECT * FROM "kit-tabulator".s.broken', "wg-a"),
        "from your LambdaFunction[connector]",
        "no such table",
    )
    denied(
        "no lambda:InvokeFunction",
        query(session("reader-a", ("lambda:InvokeFunction", "*")), rows, "wg-a"),
        "lambda:InvokeFunction",
    )


def _metadata(athena: Any) -> None:
    name = {"CatalogName": "kit-tabulator"}
    shown = athena.list_databases(**name)["DatabaseList"]
    check("ListDatabases asks the connector", [d["Name"] for d in shown] == ["kit-alpha"], shown)
    found = athena.list_table_metadata(DatabaseName="kit-alpha", **name)["TableMetadataList"]
    types = [(t["Name"], [(c["Name"], c["Type"]) for c in t["Columns"]]) for t in found]
    wanted = [("genes", [("id", "int"), ("gene", "string"), ("scores", "array<double>")])]
    check("ListTableMetadata asks the connector", types == wanted, found)
