"""Runs statements as a role and keeps score."""

import time
from typing import Any

outcomes: list[bool] = []
_DENIALS = ("AccessDenied", "AccessDeniedException", "403")
timings: list[tuple[float, str]] = []


def query(who: Any, sql: str, workgroup: str, database: Any = None, **kwargs: Any) -> tuple[str, Any]:
    """('SUCCEEDED', rows) or (state or error code, text)."""
    client, begin = who.client("athena"), time.time()
    try:
        context = {"QueryExecutionContext": {"Database": database}} if database else {}
        query_id = client.start_query_execution(QueryString=sql, WorkGroup=workgroup, **context, **kwargs)[
            "QueryExecutionId"
        ]
        while True:
            execution = client.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
            if execution["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"):
                break
            time.sleep(0.02)
        timings.append((time.time() - begin, sql))
        if execution["Status"]["State"] != "SUCCEEDED":
            return execution["Status"]["State"], execution["Status"].get("StateChangeReason", "")
        rows = client.get_query_results(QueryExecutionId=query_id)["ResultSet"]["Rows"]
        return "SUCCEEDED", [[cell.get("VarCharValue") for cell in row["Data"]] for row in rows]
    except Exception as error:
        return getattr(error, "response", {}).get("Error", {}).get("Code", type(error).__name__), str(error)


def attempt(call: Any, **kwargs: Any) -> tuple[str, Any]:
    """('OK', answer) of an API call, or (error code, text)."""
    try:
        return "OK", call(**kwargs)
    except Exception as error:
        return getattr(error, "response", {}).get("Error", {}).get("Code", type(error).__name__), str(error)


def check(label: str, good: bool, seen: Any = "") -> None:
    outcomes.append(bool(good))
    print(f"{'ok  ' if good else 'FAIL'} {label}" + ("" if good else f"\n     saw: {str(seen)[:600]}"))


def allowed(label: str, answer: tuple[str, Any], test: Any = lambda rows: True) -> None:
    check(label, answer[0] == "SUCCEEDED" and test(answer[1]), answer)


def permitted(label: str, call: Any, test: Any = lambda answer: True, **kwargs: Any) -> Any:
    """The call is allowed; answers what it returned."""
    code, answer = attempt(call, **kwargs)
    check(label, code == "OK" and test(answer), (code, answer))
    return answer


def refused(label: str, call: Any, *parts: str, code: str = "", **kwargs: Any) -> None:
    """The call is refused with AccessDenied, or with the error *code*, and its text has these parts."""
    seen, text = attempt(call, **kwargs)
    good = seen == code if code else seen in _DENIALS
    check(label, good and all(part in str(text) for part in parts), (seen, text))


def denied(label: str, answer: tuple[str, Any], *parts: str, state: str = "FAILED") -> None:
    check(label, answer[0] == state and all(p in str(answer[1]) for p in parts), answer)
