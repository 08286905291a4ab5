"""The Tabulator table of examples/sales-prod, through the Athena API and the deployed function, with IAM enforced.

python tabulator_of_sales_prod.py STACK
"""

import sys

import queries
from account import chapter, denied, expect, finish, step, table
from deployment import Deployment
from push_gene_expression import GENES, SAMPLES, tpm

BUCKET = "quilt-sandbox-bucket"
MONTHS = 12


class Lake(Deployment):
    def __init__(self, stack: str) -> None:
        super().__init__(stack)
        self.genes = f'"{self.outputs["TabulatorDataCatalogName"]}"."{BUCKET}"."gene_expression_data"'
        self.packages = f'"AwsDataCatalog"."{self.database}"."{BUCKET}_packages-view"'

    def query(self, sql: str, role: str = "analyst", show: int = 4) -> tuple[list[str], list[tuple[object, ...]]]:
        columns, rows = queries.run(self.session(role), self.workgroup(role), sql)
        table(columns, rows, show)
        return list(columns), rows


def four_queries(lake: Lake) -> None:
    with step(f"SELECT * FROM {lake.genes} LIMIT 10"):
        columns, rows = lake.query(f"SELECT * FROM {lake.genes} LIMIT 10")
        added = ["$pkg_name", "$logical_key", "$physical_key", "$top_hash", "$issue"]
        expect(sorted(columns) == sorted(["gene_id", "length", "tpm", "date", "study", "sample", *added]), f"{columns}")
        expect(len(rows) == 10, f"{len(rows)} rows")
    with step("a join with the packages view: what each package says of itself beside its rows"):
        _, rows = lake.query(
            'SELECT g."$pkg_name", p.message, count(*) AS "rows", '
            "json_extract_scalar(p.user_meta, '$.month') AS month "
            f'FROM {lake.genes} g JOIN {lake.packages} p ON g."$top_hash" = p.top_hash '
            "WHERE p.\"timestamp\" = 'latest' GROUP BY 1, 2, 4 ORDER BY 1"
        )
        expected = [(f"month {n}", len(SAMPLES) * len(GENES), str(n)) for n in range(1, MONTHS + 1)]
        expect([row[1:] for row in rows] == expected, f"{rows}")
    with step("an aggregate across packages: the mean of each gene"):
        _, rows = lake.query(
            f"SELECT gene_id, count(*) AS samples, avg(tpm) AS mean FROM {lake.genes} GROUP BY gene_id ORDER BY gene_id"
        )
        values = [[tpm(m, g, s) for m in range(1, MONTHS + 1) for s in range(len(SAMPLES))] for g in range(len(GENES))]
        expected = [(gene, len(v), sum(v) / len(v)) for gene, v in zip(GENES, values, strict=True)]
        expect(rows == expected, f"{rows}, not {expected}")
    with step("a longitudinal query: one gene in one tissue over twelve packages, by the date in their names"):
        _, rows = lake.query(
            "SELECT date_parse(\"date\", '%Y-%m-%d') AS day, study, tpm, "
            'tpm - lag(tpm) OVER (ORDER BY "date") AS change '
            f"FROM {lake.genes} WHERE gene_id = 'TP53' AND sample = 'liver' ORDER BY 1"
        )
        gene = GENES.index("TP53")
        expect([row[2] for row in rows] == [tpm(m, gene, 0) for m in range(1, MONTHS + 1)], f"{rows}")
        expect([row[3] for row in rows] == [None] + [1.0] * (MONTHS - 1), f"{rows}")


def without_the_right(lake: Lake) -> None:
    for role in ("scientist", "agent"):
        with denied(f"the same table, as {role}, who was not let use Tabulator", "athena:GetDataCatalog"):
            lake.query(f"SELECT * FROM {lake.genes} LIMIT 10", role)


if __name__ == "__main__":
    chapter("analyst: Tabulator's table")
    deployed = Lake(sys.argv[1])
    four_queries(deployed)
    without_the_right(deployed)
    finish("tabulator")
