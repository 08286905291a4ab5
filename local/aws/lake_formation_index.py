"""Grants by principal and by object: a lake has thousands, and each call is about a few."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

Json = dict[str, Any]
Key = tuple[str, str]  # principal, resource
Table = tuple[str, str | None]
ALL_TABLES = "ALL_TABLES"


def table_of(resource: Json) -> Table | None:
    """(database, table) of a table or column resource; table None for all tables of the database."""
    body = resource.get("Table") or resource.get("TableWithColumns")
    if not body:
        return None
    name = body.get("Name")
    return body["DatabaseName"], None if "TableWildcard" in body or name == ALL_TABLES else name


def object_of(resource: Json) -> Any:
    """What grants on a table and on its columns have in common; other resources by their kind and name."""
    kind, body = next(iter(resource.items()))
    return table_of(resource) or (kind, body.get("Name") or body.get("ResourceArn"))


class Grants(dict[Key, Json]):
    """Entries are replaced, never changed. `before` is told what a change replaces (None: nothing)."""

    def __init__(self, entries: Iterable[tuple[Key, Json]] = ()) -> None:
        super().__init__()
        self.before: Callable[[Key, Json | None], None] = lambda key, entry: None
        self._of_principal: defaultdict[str, dict[Key, Json]] = defaultdict(dict)
        self._on_object: defaultdict[Any, dict[Key, Json]] = defaultdict(dict)
        for key, entry in entries:
            self[key] = entry

    def __setitem__(self, key: Key, entry: Json) -> None:
        self.before(key, self.get(key))
        super().__setitem__(key, entry)
        self._of_principal[key[0]][key] = entry
        self._on_object[object_of(entry["Resource"])][key] = entry

    def __delitem__(self, key: Key) -> None:
        entry = self[key]
        self.before(key, entry)
        super().__delitem__(key)
        del self._of_principal[key[0]][key]
        del self._on_object[object_of(entry["Resource"])][key]

    def of_principal(self, who: str) -> list[Json]:
        return list(self._of_principal[who].values()) if who in self._of_principal else []

    def on_object(self, resource: Json, with_all_tables: bool = False) -> list[Json]:
        """Those on the object itself, and those on all tables of its database where they are asked for."""
        found = self._found(object_of(resource))
        table = table_of(resource)
        return found + self._found((table[0], None)) if with_all_tables and table and table[1] else found

    def in_database(self, name: str) -> list[Json]:
        tables = [o for o in self._on_object if o[0] == name]
        return [e for o in [*tables, ("Database", name)] for e in self._found(o)]

    def _found(self, which: Any) -> list[Json]:
        return list(self._on_object[which].values()) if which in self._on_object else []
