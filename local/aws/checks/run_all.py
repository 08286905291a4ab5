"""End-to-end checks of the local AWS (IAM enforced): real clients, several roles, allowed and denied.

python run_all.py    needs a fresh local AWS on AWS_ENDPOINT_URL; its last line is `N passed, N failed`
"""

import sys
import traceback
from collections.abc import Callable

import access
import cloudformation
import conditions
import emptied
import enforcement
import failed_deletion
import federation
import lake_formation_access
import lake_formation_authority
import lake_formation_calls
import lake_formation_rules
import lake_formation_stacks
import lambda_runtime
import limits
import metadata
import simulations
import sql
import workgroups
import world
from harness import check, outcomes, timings
from roles import session


def groups() -> list[tuple[str, Callable[[], None]]]:
    reader_a, reader_ab, nobody = (session(name) for name in ("reader-a", "reader-ab", "nobody"))
    return [
        ("enforcement of IAM", enforcement.enforcement),
        ("condition keys", conditions.conditions),
        ("the policy simulator", simulations.simulations),
        ("readers", lambda: access.readers(reader_a, reader_ab, nobody)),
        ("workgroups of a role", lambda: access.workgroups(reader_a, reader_ab)),
        ("Lake Formation", lambda: access.lake_formation(reader_a, reader_ab)),
        ("Lake Formation: rules of granting", lake_formation_rules.rules),
        ("Lake Formation: who may grant", lake_formation_authority.authority),
        ("Lake Formation: calls", lake_formation_calls.calls),
        ("Lake Formation: stacks", lake_formation_stacks.stacks),
        ("Lake Formation: queries", lake_formation_access.queries),
        ("metadata calls", metadata.metadata),
        ("workgroup settings", workgroups.settings),
        ("statements", lambda: sql.statements(reader_a)),
        ("refused statements", lambda: limits.refused(reader_a)),
        ("at the same time", lambda: limits.running(reader_a)),
        ("definitions", lambda: sql.definitions(reader_a)),
        ("clients", lambda: limits.clients(reader_a)),
        ("federation", lambda: federation.federation(reader_a)),
        ("Lambda's S3 client", lambda_runtime.runtime),
        ("CloudFormation", cloudformation.deployments),
        ("deletions that fail", failed_deletion.deletions),
        ("what a reset leaves", emptied.emptied),
    ]


def main() -> None:
    print(f"account built in {world.build():.1f} s")
    for name, group in groups():
        print(f"— {name}")
        try:
            group()
        except Exception:
            check(f"{name}: all checks ran", False, traceback.format_exc())
    seconds = sorted(t for t, _ in timings)
    slowest, text = max(timings)
    print(
        f"{len(seconds)} statements, median {seconds[len(seconds) // 2]:.2f} s, slowest {slowest:.2f} s: {text[:60]!r}"
    )
    print(f"{sum(outcomes)} passed, {outcomes.count(False)} failed")
    sys.exit(not all(outcomes))


if __name__ == "__main__":
    main()
