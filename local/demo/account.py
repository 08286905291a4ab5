"""The readable account of a run: each step with its time, results as tables, and the count at the end."""

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

_WIDEST = 44
_WIDEST_REASON = 150
outcomes: list[bool] = []


def chapter(title: str) -> None:
    print(f"\n{title}\n{'─' * len(title)}", flush=True)


def _report(mark: str, label: str, seconds: float, detail: str = "") -> None:
    print(f"  {mark} {label} ({seconds:.1f} s){detail}", flush=True)


@contextlib.contextmanager
def step(label: str) -> Iterator[None]:
    """One thing that must work; what it raises is reported and counted, and the run goes on."""
    begin = time.time()
    try:
        yield
    except Exception as error:
        outcomes.append(False)
        _report("✗", label, time.time() - begin, f"\n      {type(error).__name__}: {error}")
    else:
        outcomes.append(True)
        _report("✓", label, time.time() - begin)


@contextlib.contextmanager
def denied(label: str, *parts: str) -> Iterator[None]:
    """One thing that must be refused, for the right reason: the error has to contain every one of *parts*."""
    begin = time.time()
    try:
        yield
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        good = all(part in text for part in parts)
        outcomes.append(good)
        wanted = "" if good else f"\n      expected a refusal with {' and '.join(parts)}"
        _report("✓" if good else "✗", f"denied: {label}", time.time() - begin, f"\n      {_reason(text, good)}{wanted}")
    else:
        outcomes.append(False)
        _report("✗", f"should be denied, was allowed: {label}", time.time() - begin)


def _reason(text: str, good: bool) -> str:
    """The sentence that says what is missing; everything where the refusal was not the expected one."""
    begin = text.find("is not authorized to perform: ")
    if not good or begin < 0:
        return text[:600]
    sentence = text[begin:].split(" because ")[0].split(" (Service")[0]
    return sentence if len(sentence) <= _WIDEST_REASON else sentence[: _WIDEST_REASON - 1] + "…"


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]], most: int = 6) -> None:
    """Rows as a table, cut to what fits a terminal."""
    cut = [[_cell(value) for value in row] for row in rows[:most]]
    widths = [max(len(line[i]) for line in [list(columns), *cut]) for i in range(len(columns))]
    for line in [list(columns), ["─" * width for width in widths], *cut]:
        print("      " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    if len(rows) > most:
        print(f"      … {len(rows) - most} more rows")


def _cell(value: Any) -> str:
    text = "NULL" if value is None else str(value).replace("\n", "⏎")
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def expect(condition: bool, what: str) -> None:
    if not condition:
        raise AssertionError(what)


def finish(part: str = "roles") -> None:
    """The last line of a script, and its exit status."""
    print(f"\n{part}: {sum(outcomes)} passed, {outcomes.count(False)} failed", flush=True)
    sys.exit(not all(outcomes))
