"""Writes that meet on one table, and listings that lag behind.

Overlapping writes on a table are answered with ConcurrentModificationException (aws/aws-cdk#36215,
data-dot-all/dataall#1572). Here a write takes no time; a test makes it last, so that two can meet:

  POST /_fault {"match": "lakeformation.write", "delay_seconds": 0.5}

A listing shows a change only some time after it was answered (how long AWS does not say):

  POST /_fault {"match": "lakeformation.visibility", "delay_seconds": 2}
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import faults
import lake_formation as lf
from lake_formation import Json, LakeFormationError
from lake_formation_index import Grants, Key

_lock = threading.Lock()
_busy: set[lf.Table] = set()
# Changes that no listing shows yet: until when, and what there was before (None: nothing), oldest first.
_under_way: list[tuple[float, Key, Json | None]] = []


@contextmanager
def writing(resource: Json) -> Iterator[None]:
    table = lf.table_of(resource)
    with _lock:
        if table in _busy:
            raise LakeFormationError("ConcurrentModificationException", "Concurrent modification, please retry.")
        if table:
            _busy.add(table)
    try:
        seconds = faults.delay("lakeformation.write")
        if seconds:
            time.sleep(seconds)
        yield
    finally:
        with _lock:
            _busy.discard(table)  # type: ignore[arg-type]


def _remember(key: Key, entry: Json | None) -> None:
    lag = faults.delay("lakeformation.visibility")
    if lag:
        _under_way.append((time.monotonic() + lag, key, entry))


lf.store.grants.before = _remember


def forget() -> None:
    with _lock:
        _busy.clear()
        _under_way.clear()


def shown() -> Grants:
    """The grants as a listing shows them now: without the changes that are still under way."""
    now, lag = time.monotonic(), faults.delay("lakeformation.visibility")
    _under_way[:] = [change for change in _under_way if lag and change[0] > now]
    if not _under_way:
        return lf.store.grants
    seen = dict(lf.store.grants)
    for _, key, entry in reversed(_under_way):
        if entry is None:
            seen.pop(key, None)
        else:
            seen[key] = entry
    return Grants(seen.items())
