"""A bucket with packages, written over HTTP as quilt3 writes them, and the configuration of tables over it."""

import hashlib
import json
import urllib.parse
import urllib.request
from typing import Any

Json = dict[str, Any]
BUCKET = "quilt-data"


def column(name: str, kind: str, nullable: bool = True) -> Json:
    return {"name": name, "type": kind, "nullable": nullable}


def table(columns: list[Json], keys: str, packages: str = ".", groups: tuple[str, ...] = (), **rest: Any) -> Json:
    definition = {
        "columns": columns,
        "packageName": packages,
        "logicalKey": keys,
        "parser": {"format": "csv", "header": True, "delimiter": ","},
        "continueOnError": False,
        "groups": list(groups),
    }
    return {**definition, **rest}


PARQUET = {"format": "parquet"}


class Bucket:
    def __init__(self, url: str, name: str = BUCKET) -> None:
        self.url, self.name = url, name

    def put(
        self, key: str, body: bytes, bucket: str | None = None, version: str | None = None, error: str | None = None
    ) -> None:
        query = f"?versionId={urllib.parse.quote(version)}" if version else ""
        place = f"{self.url}/{bucket or self.name}/{urllib.parse.quote(key)}{query}"
        headers = {"x-error": error} if error else {}
        request = urllib.request.Request(place, body, headers, method="PUT")
        with urllib.request.urlopen(request):
            pass

    def configure(self, tables: Json) -> None:
        config = {"version": 1, "buckets": {self.name: tables, "quilt-other": {}}}
        self.put("tabulator.json", json.dumps(config).encode(), bucket="code")

    def push(
        self,
        package: str,
        files: dict[str, bytes],
        places: dict[str, str] | None = None,
        size: int | None = None,
    ) -> str:
        """A revision of a package, with its files unless they lie elsewhere."""
        lines: list[Json] = [{"version": "v0", "message": f"push of {package}"}, {"logical_key": "raw/", "meta": {}}]
        for key, body in files.items():
            place = (places or {}).get(key)
            if place is None:
                self.put(f"{package}/{key}", body)
                place = f"s3://{self.name}/{urllib.parse.quote(f'{package}/{key}')}"
            lines.append(
                {"logical_key": key, "physical_keys": [place], "size": size or len(body), "hash": None, "meta": {}}
            )
        manifest = "\n".join(json.dumps(line) for line in lines).encode()
        top_hash = hashlib.sha256(manifest + package.encode()).hexdigest()
        self.put(f".quilt/packages/{top_hash}", manifest)
        for pointer in ("1700000000", "latest"):
            self.put(f".quilt/named_packages/{package}/{pointer}", top_hash.encode())
        return top_hash
