"""The account check.py runs against: two buckets with quilt3 packages, tables, views, workgroups, a governed table."""

import base64
import json
import pathlib
import tempfile
import time

from roles import role, role_arn, root, statements

DB, A, B, RESULTS, LAKE = "quilt_kit", "kit-alpha", "kit.beta-2", "kit-results", "kit-lake"
STRING, TEXT_IN = "string", "org.apache.hadoop.mapred.TextInputFormat"
TEXT_OUT = "org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat"
JSON_SERDE, LAZY_SERDE = "org.openx.data.jsonserde.JsonSerDe", "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
MANIFEST = {
    "logical_key": STRING,
    "physical_keys": "array<string>",
    "size": "bigint",
    "hash": "struct<type:string,value:string>",
    "meta": STRING,
    "user_meta": STRING,
    "message": STRING,
    "version": STRING,
}
TRINO_TYPES = {STRING: "varchar", "struct<type:string,value:string>": "row(type varchar, value varchar)"}

# Pointers to revisions: name and timestamp come from the path, the hash is the file's only line.
_POINTERS = """(SELECT regexp_extract("$path", '/named_packages/([^/]+/[^/]+)/[^/]+$', 1) AS pkg_name,
         regexp_extract("$path", '[^/]+$') AS "timestamp", top_hash FROM "{db}"."{b}_packages") AS pointer"""
# Only manifests proper: a 64-character name. A header line has a version and no logical key.
_MANIFEST_FILE = """regexp_like("$path", '/[a-z0-9]{{64}}$')"""
PACKAGES_VIEW = f"""SELECT pointer.pkg_name, pointer.top_hash, pointer."timestamp", header.message, header.user_meta
FROM {_POINTERS}
JOIN (SELECT regexp_extract("$path", '[^/]+$') AS top_hash, message, user_meta FROM "{{db}}"."{{b}}_manifests"
      WHERE logical_key IS NULL AND version IS NOT NULL AND {_MANIFEST_FILE}) AS header
  ON header.top_hash = pointer.top_hash"""
OBJECTS_VIEW = f"""SELECT pointer.pkg_name, pointer.top_hash, pointer."timestamp", entry.logical_key,
  element_at(entry.physical_keys, 1) AS physical_key, entry.size, entry.hash, entry.meta
FROM {_POINTERS}
JOIN (SELECT regexp_extract("$path", '[^/]+$') AS top_hash, logical_key, physical_keys, size, hash, meta
      FROM "{{db}}"."{{b}}_manifests" WHERE logical_key IS NOT NULL AND {_MANIFEST_FILE}) AS entry
  ON entry.top_hash = pointer.top_hash"""
VIEWS = {
    "packages-view": (PACKAGES_VIEW, ["pkg_name", "top_hash", "timestamp", "message", "user_meta"]),
    "objects-view": (
        OBJECTS_VIEW,
        ["pkg_name", "top_hash", "timestamp", "logical_key", "physical_key", "size", "hash", "meta"],
    ),
}


def table(database: str, name: str, columns: dict[str, str], location: str, serde: str = JSON_SERDE) -> None:
    root.client("glue").create_table(
        DatabaseName=database,
        TableInput={
            "Name": name,
            "TableType": "EXTERNAL_TABLE",
            "Parameters": {"EXTERNAL": "TRUE"},
            "StorageDescriptor": {
                "Columns": [{"Name": k, "Type": v} for k, v in columns.items()],
                "Location": location,
                "InputFormat": TEXT_IN,
                "OutputFormat": TEXT_OUT,
                "SerdeInfo": {"SerializationLibrary": serde, "Parameters": {"ignore.malformed.json": "true"}},
            },
        },
    )


def view(database: str, name: str, sql: str, columns: list[str]) -> None:
    hive = {c: MANIFEST.get(c, STRING) for c in columns}
    definition = {
        "originalSql": sql,
        "catalog": "awsdatacatalog",
        "schema": database,
        "columns": [{"name": c, "type": TRINO_TYPES.get(t, t)} for c, t in hive.items()],
    }
    text = "/* Presto View: " + base64.b64encode(json.dumps(definition).encode()).decode() + " */"
    root.client("glue").create_table(
        DatabaseName=database,
        TableInput={
            "Name": name,
            "TableType": "VIRTUAL_VIEW",
            "ViewOriginalText": text,
            "ViewExpandedText": "/* Presto View */",
            "Parameters": {"presto_view": "true", "comment": "Presto View"},
            "StorageDescriptor": {"Columns": [{"Name": k, "Type": v} for k, v in hive.items()], "SerdeInfo": {}},
        },
    )


def bucket_with_packages(bucket: str) -> None:
    import quilt3

    s3 = root.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    folder = pathlib.Path(tempfile.mkdtemp())
    for name in ("lab/one", "lab/two"):
        package = quilt3.Package()
        for file, text in (("data.csv", "x,y\n1,2\n"), ("notes/it's.txt", f"{bucket} {name}")):
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            package.set(file, str(path), meta={"assay": "rna"})
        package.set_meta({"project": name})
        package.push(name, registry=f"s3://{bucket}", message=f"first of {name}", force=True)
    table(DB, f"{bucket}_manifests", MANIFEST, f"s3://{bucket}/.quilt/packages/")
    table(DB, f"{bucket}_packages", {"top_hash": STRING}, f"s3://{bucket}/.quilt/named_packages/", LAZY_SERDE)
    for kind, (sql, columns) in VIEWS.items():
        view(DB, f"{bucket}_{kind}", sql.format(db=DB, b=bucket), columns)


def workgroups() -> None:
    create = root.client("athena").create_work_group
    for name, prefix, extra in (
        ("wg-a", "a", {}),
        ("wg-ab", "ab", {"BytesScannedCutoffPerQuery": 10_000_000}),
        ("wg-nobody", "nobody", {}),
        ("wg-off", "off", {}),
        ("wg-free", "free", {"EnforceWorkGroupConfiguration": False}),
    ):
        create(
            Name=name, Configuration={"ResultConfiguration": {"OutputLocation": f"s3://{RESULTS}/{prefix}/"}, **extra}
        )
    root.client("athena").update_work_group(WorkGroup="wg-off", State="DISABLED")


def governed_table() -> None:
    """lake.people: no IAM_ALLOWED_PRINCIPALS, location registered, two of three columns granted to reader-a."""
    lake, s3 = root.client("lakeformation"), root.client("s3")
    root.client("glue").create_database(DatabaseInput={"Name": "lake"})
    table("lake", "people", {"id": "int", "name": STRING, "secret": STRING}, f"s3://{LAKE}/people/")
    s3.create_bucket(Bucket=LAKE)
    s3.put_object(Bucket=LAKE, Key="people/a.json", Body=b'{"id":1,"name":"Ada","secret":"s"}\n')
    view("lake", "everyone", "SELECT name AS id, secret FROM lake.people", ["id", "secret"])
    lake.register_resource(ResourceArn=f"arn:aws:s3:::{LAKE}/people", UseServiceLinkedRole=True)
    everyone = {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}
    for resource in ({"Database": {"Name": "lake"}}, {"Table": {"DatabaseName": "lake", "Name": "people"}}):
        lake.revoke_permissions(Principal=everyone, Resource=resource, Permissions=["ALL"])
    for who, columns in (("reader-a", ["id", "name"]), ("reader-ab", None)):
        principal = {"DataLakePrincipalIdentifier": role_arn(who)}
        lake.grant_permissions(Principal=principal, Resource={"Database": {"Name": "lake"}}, Permissions=["DESCRIBE"])
        if columns:
            lake.grant_permissions(
                Principal=principal,
                Permissions=["SELECT"],
                Resource={"TableWithColumns": {"DatabaseName": "lake", "Name": "people", "ColumnNames": columns}},
            )


def build() -> float:
    begin = time.time()
    root.client("glue").create_database(DatabaseInput={"Name": DB})
    root.client("glue").create_database(DatabaseInput={"Name": "private"})
    for bucket in (A, B):
        bucket_with_packages(bucket)
    s3 = root.client("s3")
    s3.create_bucket(Bucket=RESULTS)
    line = json.dumps({"id": 1, "text": "x" * 1000}).encode() + b"\n"
    s3.put_object(Bucket=B, Key="big/lines.json", Body=line * 12_000)
    table(DB, f"{B}_big", {"id": "int", "text": STRING}, f"s3://{B}/big/")
    workgroups()
    mine = ["default", DB, "lake"]
    role("reader-a", statements(["wg-a", "wg-free", "wg-off"], "a", [A], mine, [f"{DB}/{A}_*", "lake/*"]))
    role(
        "reader-ab",
        statements(
            ["wg-ab"],
            "ab",
            [A, B],
            mine,
            [f"{DB}/{A}_*", f"{DB}/{B}_*", f"{DB}/my-view", f"{DB}/outer-view", f"{DB}/notes", "lake/people"],
        ),
    )
    role("nobody", statements(["wg-nobody"], "nobody", [], [DB], []))
    governed_table()
    return time.time() - begin
