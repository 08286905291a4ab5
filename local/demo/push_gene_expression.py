"""Pushes twelve monthly packages of gene expression with the real quilt3: CSV files that make up one Tabulator table.

python push_gene_expression.py BUCKET [ROLE_ARN]    as the role where one is given, else as the account's administrator
"""

import pathlib
import sys
import tempfile
import time
from typing import Any

from quilt_client import quilt3_as

STUDIES = ("alpha", "beta")
SAMPLES = ("liver", "lung")
GENES = ("BRCA1", "EGFR", "KRAS", "MYC", "TP53")


def tpm(month: int, gene: int, sample: int) -> float:
    """Rises by one a month, so that a query over time has something to find."""
    return month + gene * 10 + sample * 0.5


def package(quilt3: Any, month: int, bonus: float = 0) -> Any:
    made, folder = quilt3.Package(), pathlib.Path(tempfile.mkdtemp())
    for number, sample in enumerate(SAMPLES):
        path = folder / f"{sample}.csv"
        # Columns are found by name: their order changes from month to month, and one that the table lacks is left out.
        names = ["gene_id", "length", "tpm", "comment"] if month % 2 else ["tpm", "comment", "gene_id", "length"]
        rows = [",".join(names)]
        for gene, gene_id in enumerate(GENES):
            row = {
                "gene_id": gene_id,
                "length": str(1000 + gene),
                "tpm": str(tpm(month, gene, number) + bonus),
                "comment": '"as sequenced, twice"',
            }
            rows.append(",".join(row[name] for name in names))
        path.write_text("\n".join(rows) + "\n")
        made.set(f"quant/{sample}.csv", str(path))
    notes = folder / "README.md"
    notes.write_text("no row of any table\n")
    return made.set("README.md", str(notes)).set_meta({"project": "rnaseq", "month": month})


if __name__ == "__main__":
    bucket, role_arn = sys.argv[1], (sys.argv[2] if len(sys.argv) > 2 else None)
    quilt3 = quilt3_as(role_arn)

    registry = f"s3://{bucket}"
    for month in range(1, 13):
        name = f"rnaseq/2026-{month:02}-15_{STUDIES[month % 2]}"
        if month == 1:  # a first revision with other values, which no query may see
            package(quilt3, month, bonus=1000).push(name, registry=registry, message="too high", force=True)
            time.sleep(1.1)  # a revision's pointer is named by the second it was pushed in
        package(quilt3, month).push(name, registry=registry, message=f"month {month}", force=True)
