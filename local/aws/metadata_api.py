"""ListDatabases, GetDatabase, ListTableMetadata and GetTableMetadata, with the caller's rights on the Glue catalog.

Athena asks Glue on the caller's behalf (metabase/metabase#74092 shows the nested error): the `athena:*` right on the
data catalog alone shows nothing. Catalogs of type LAMBDA are asked through their connector.
"""

import re
from collections.abc import Callable
from typing import Any

from ministack.services import athena, glue

import authorize
import caller
import catalog_statements
import federation
from caller import Denied
from catalog_statements import CatalogError
from federation_arrow import decode_schema, hive_type
from federation_connector import Connector

Json = dict[str, Any]
Handler = Callable[[Json], Any]
_LARGEST_PAGE = 50


def _failure(message: str) -> Any:
    return athena.error_response_json("MetadataException", message, 400)


def _expected(expression: str | None, name: str) -> bool:
    """Expression is a regular expression; clients also send the shell's `*`."""
    if not expression:
        return True
    return re.fullmatch(re.sub(r"(?<!\.)\*", ".*", expression), name, re.IGNORECASE) is not None


def _page(items: list[Json], key: str, data: Json) -> Any:
    start, size = int(data.get("NextToken") or 0), min(int(data.get("MaxResults") or _LARGEST_PAGE), _LARGEST_PAGE)
    answer: Json = {key: items[start : start + size]}
    if start + size < len(items):
        answer["NextToken"] = str(start + size)
    return athena.json_response(answer)


def _list_databases(data: Json) -> Any:
    names = catalog_statements.visible_databases()
    return _page([athena._athena_database(glue._databases[name]) for name in names], "DatabaseList", data)


def _get_database(data: Json) -> Any:
    authorize.database(data["DatabaseName"])
    return _emulator["_get_database"](data)


def _tables(database: str, expression: str | None) -> list[Json]:
    if database not in glue._databases:
        authorize.database(database)
        raise CatalogError(f"Database {database} not found")
    names = [name for name in catalog_statements.visible_tables(database, None) if _expected(expression, name)]
    return [athena._glue_table_to_metadata(glue._tables[f"{database}/{name}"]) for name in names]


def _list_table_metadata(data: Json) -> Any:
    return _page(_tables(data["DatabaseName"], data.get("Expression")), "TableMetadataList", data)


def _get_table_metadata(data: Json) -> Any:
    record = catalog_statements.visible_table(data["DatabaseName"], data["TableName"])
    return athena.json_response({"TableMetadata": athena._glue_table_to_metadata(record)})


def _federated_databases(connector: Connector, data: Json) -> Any:
    schemas = connector.call(connector.metadata, "ListSchemasRequest").get("schemas") or []
    return _page([{"Name": name} for name in schemas], "DatabaseList", data)


def _federated_database(connector: Connector, data: Json) -> Any:
    if data["DatabaseName"] not in (connector.call(connector.metadata, "ListSchemasRequest").get("schemas") or []):
        return _failure(f"Database {data['DatabaseName']} not found")
    return athena.json_response({"Database": {"Name": data["DatabaseName"]}})


def _federated_table(connector: Connector, schema: str, table: str) -> Json:
    name = {"schemaName": schema, "tableName": table}
    answer = connector.call(connector.metadata, "GetTableRequest", tableName=name)
    fields = decode_schema(answer["schema"]["schema"])
    partitions = set(answer.get("partitionColumns") or [])
    columns = [{"Name": f.name, "Type": hive_type(f.type)} for f in fields]
    return {
        "Name": table,
        "TableType": "EXTERNAL_TABLE",
        "Columns": [c for c in columns if c["Name"] not in partitions],
        "PartitionKeys": [c for c in columns if c["Name"] in partitions],
    }


def _federated_tables(connector: Connector, data: Json) -> Any:
    schema = data["DatabaseName"]
    listed = connector.call(connector.metadata, "ListTablesRequest", schemaName=schema, nextToken=None, pageSize=-1)
    names = [table["tableName"] for table in listed.get("tables") or []]
    wanted = [name for name in names if _expected(data.get("Expression"), name)]
    return _page([_federated_table(connector, schema, name) for name in wanted], "TableMetadataList", data)


def _federated_table_metadata(connector: Connector, data: Json) -> Any:
    found = _federated_table(connector, data["DatabaseName"], data["TableName"])
    return athena.json_response({"TableMetadata": found})


def _authorized(local: Handler, federated: Callable[[Connector, Json], Any]) -> Handler:
    """Denials and misses worded as Athena's MetadataException; clients write the catalog in any case."""

    def run(data: Json) -> Any:
        name = str(data.get("CatalogName") or "AwsDataCatalog")
        try:
            if name.lower() == "awsdatacatalog":
                return local({**data, "CatalogName": "AwsDataCatalog"})
            catalog = federation.lambda_catalog(name)
            return federated(Connector(catalog), data) if catalog else _failure(f"Catalog {name} not found")
        except (Denied, CatalogError) as error:
            return _failure(str(error).removeprefix(caller.INSUFFICIENT))

    return run


_emulator: dict[str, Handler] = {}
# They may call Lambda functions, which call this server: they must not run on its event loop.
ACTIONS = frozenset({"ListDatabases", "GetDatabase", "ListTableMetadata", "GetTableMetadata"})


def install() -> None:
    _emulator["_get_database"] = athena._get_database
    athena._get_database = _authorized(_get_database, _federated_database)
    athena._list_databases = _authorized(_list_databases, _federated_databases)
    athena._get_table_metadata = _authorized(_get_table_metadata, _federated_table_metadata)
    athena._list_table_metadata = _authorized(_list_table_metadata, _federated_tables)
