"""What the changes of sales-prod.ts did, and what they left alone.

python changed_lake.py STACK ADDED_BUCKET
"""

import sys

import queries
from account import chapter, denied, expect, finish, step
from deployment import Deployment, root

SANDBOX = "quilt-sandbox-bucket"


def count(lake: Deployment, role: str, bucket: str) -> int:
    sql = f'SELECT count(*) FROM "{lake.database}"."{bucket}_packages-view"'
    _, rows = queries.run(lake.session(role), lake.workgroup(role), sql)
    return int(rows[0][0])


def settings(lake: Deployment) -> None:
    athena = root.client("athena")
    with step("the agent's cutoff is the new one, the analyst's the old"):
        found = [
            athena.get_work_group(WorkGroup=lake.workgroup(role))["WorkGroup"]["Configuration"]
            for role in ("agent", "analyst")
        ]
        cutoffs = [configuration["BytesScannedCutoffPerQuery"] for configuration in found]
        expect(cutoffs == [20_000_000_000, 2**40], f"saw {cutoffs}")
        prefixes = [configuration["ResultConfiguration"]["OutputLocation"] for configuration in found]
        wanted = [f"s3://{lake.results_bucket}/athena-results/{role}/" for role in ("agent", "analyst")]
        expect(prefixes == wanted, f"results go to {prefixes}")
    with step("the analyst's query history is still there"):
        ids = athena.list_query_executions(WorkGroup=lake.workgroup("analyst"))["QueryExecutionIds"]
        expect(len(ids) > 10, f"{len(ids)} queries")
    with step("results live two days"):
        rules = root.client("s3").get_bucket_lifecycle_configuration(Bucket=lake.results_bucket)["Rules"]
        expect([rule["Expiration"]["Days"] for rule in rules] == [2], f"saw {rules}")


if __name__ == "__main__":
    deployed, added = Deployment(sys.argv[1]), sys.argv[2]
    chapter("After the change")
    settings(deployed)
    with step("the new role queries the new bucket"):
        expect(count(deployed, "auditor", added) == 4, "not the 4 rows of 2 packages")
    with step("the analyst, who reads every bucket, does too"):
        expect(count(deployed, "analyst", added) == 4, "not the 4 rows of 2 packages")
    for role in ("analyst", "scientist", "agent"):
        with step(f"{role} queries as before"):
            expect(count(deployed, role, SANDBOX) == 32, "not the 32 rows of 15 packages")
    for role, bucket in (("auditor", SANDBOX), ("scientist", added), ("agent", added)):
        with denied(f"{role} in {bucket}", "glue:GetTable"):
            count(deployed, role, bucket)
    finish("checks")
