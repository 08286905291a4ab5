"""Spilled rows, files with errors, and who is refused, at Tabulator's tables.

python tabulator_gates.py STACK BUCKET
"""

import json
import sys
import uuid

import queries
from account import chapter, denied, expect, finish, step
from deployment import Deployment, root
from odd_files import ROWS


class Lake(Deployment):
    def __init__(self, stack: str, bucket: str) -> None:
        super().__init__(stack)
        self.catalog = self.outputs["TabulatorDataCatalogName"]
        self.bucket = bucket
        functions = [f["FunctionArn"] for f in root.client("lambda").list_functions()["Functions"]]
        self.function = next(arn for arn in functions if "Tabulator" in arn)
        environment = root.client("lambda").get_function_configuration(FunctionName=self.function)["Environment"]
        self.variables = environment["Variables"]
        self.spill = self.variables["SPILL_BUCKET"]

    def table(self, name: str) -> str:
        return f'"{self.catalog}"."{self.bucket}"."{name}"'

    def query(self, role: str, sql: str) -> list[tuple[object, ...]]:
        return queries.run(self.session(role), self.workgroup(role), sql)[1]


def spilled(lake: Lake) -> None:
    chapter("Rows that do not fit into one answer")
    large = f'SELECT count(*), sum(id), min(length("text")) FROM {lake.table("large")}'
    for role in ("analyst", "colleague"):
        with step(f"they come by the spill bucket, to {role}"):
            before = keys(lake, f"spill/{role}/")
            expect(lake.query(role, large) == [(ROWS, ROWS * (ROWS - 1) // 2, 64_001)], "rows were lost")
            expect(len(keys(lake, f"spill/{role}/")) > len(before), f"nothing was spilled below spill/{role}/")
    with step("nothing was spilled anywhere else"):
        elsewhere = [k for k in keys(lake, "") if not k.startswith(("spill/analyst/", "spill/colleague/"))]
        expect(elsewhere == [], f"{elsewhere}")
    with denied("a spilled object without Athena, as the role whose own it is", "AccessDenied"):
        s3 = lake.session("analyst").client("s3")
        s3.get_object(Bucket=lake.spill, Key=keys(lake, "spill/analyst/")[0])
    swapped = json.loads(lake.variables["TABULATOR_CALLERS"])
    swapped["roles"] = {name: "analyst" for name in swapped["roles"]}
    with_callers(lake, swapped)
    with denied("rows in another role's folder, through Athena", "s3:GetObject", "spill/analyst/"):
        lake.query("colleague", large)
    with_callers(lake, None)


def keys(lake: Lake, prefix: str) -> list[str]:
    listed = root.client("s3").list_objects_v2(Bucket=lake.spill, Prefix=prefix)
    return [each["Key"] for each in listed.get("Contents", [])]


def with_callers(lake: Lake, callers: object) -> None:
    """The function with another list of callers, or its own again."""
    variables = lake.variables if callers is None else {**lake.variables, "TABULATOR_CALLERS": json.dumps(callers)}
    root.client("lambda").update_function_configuration(
        FunctionName=lake.function, Environment={"Variables": variables}
    )


def bad_files(lake: Lake) -> None:
    chapter("Files with errors")
    with step("with continue_on_error each is told in a row of its own"):
        rows = lake.query("analyst", f'SELECT "$logical_key", id, "$issue" FROM {lake.table("told")}')
        good = [row for row in rows if row[2] is None]
        told = {str(row[0]) for row in rows if row[2] is not None}
        expect(("bad-not.csv", 7, None) in good, f"{rows}")
        expect(told == {"bad-number.csv", "bad-header.csv"}, f"{rows}")
    with denied("without it the query ends, with the file in the reason", "bad-"):
        lake.query("analyst", f"SELECT * FROM {lake.table('untold')}")


def views(lake: Lake) -> None:
    chapter("Views over the table")
    with step("alone, as colleague"):
        rows = lake.query("colleague", f'SELECT count(*), min("date") FROM "{lake.database}"."tp53"')
        expect(rows == [(24, "2026-01-15")], f"{rows}")
    with step("with a view of the lake, through another view, as analyst"):
        rows = lake.query("analyst", f'SELECT tpm, message FROM "{lake.database}"."tp53_with_message" ORDER BY "date"')
        expect(rows == [(m + 40.5, f"month {m}") for m in range(1, 13)], f"{rows}")
    with denied("a view that was not given, as colleague", "glue:GetTable"):
        lake.query("colleague", f'SELECT * FROM "{lake.database}"."tp53_with_message"')
    with denied("the same as agent, who may not use Tabulator either", "not authorized"):
        lake.query("agent", f'SELECT * FROM "{lake.database}"."tp53"')


def refused(lake: Lake) -> None:
    chapter("Who is refused")
    genes = lake.table("gene_expression_data")
    with denied("the function without Athena, as analyst", "lambda:InvokeFunction"):
        request = {"@type": "PingRequest", "catalogName": lake.catalog, "queryId": str(uuid.uuid4())}
        lake.session("analyst").client("lambda").invoke(
            FunctionName=lake.function, Payload=json.dumps(request).encode()
        )
    nobody = {"account": "123456789012", "roles": {}}
    with_callers(lake, nobody)
    with denied("a role that IAM lets through and the function does not know", "may not use this connector"):
        lake.query("analyst", f"SELECT * FROM {genes} LIMIT 10")
    with_callers(lake, None)
    with step("the function knows its own again"):
        expect(len(lake.query("analyst", f"SELECT * FROM {genes} LIMIT 10")) == 10, "it does not")
    with denied("a bucket without tables", "tabulator-others"):
        lake.query("analyst", f'SELECT * FROM "{lake.catalog}"."tabulator-others"."gene_expression_data"')


if __name__ == "__main__":
    deployed = Lake(*sys.argv[1:])
    spilled(deployed)
    bad_files(deployed)
    views(deployed)
    refused(deployed)
    finish("gates")
