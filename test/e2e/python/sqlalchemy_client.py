"""SQLAlchemy over PyAthena: what BI tools and quilt-mcp-server are built on.

python sqlalchemy_client.py STACK BUCKET
"""

import logging
import sys
from urllib.parse import quote_plus

import pandas
from sqlalchemy import Engine, create_engine, inspect, text

from account import chapter, denied, expect, finish, step, table
from deployment import Deployment

# It logs a stack trace of every refusal, besides raising it.
logging.getLogger("pyathena").setLevel(logging.CRITICAL)


def engine(lake: Deployment, role: str, database: str | None) -> Engine:
    keys = lake.session(role).get_credentials()
    user, password, token = (quote_plus(value) for value in (keys.access_key, keys.secret_key, keys.token))
    host = f"athena.us-east-1.amazonaws.com:443/{database or ''}"
    options = f"work_group={lake.workgroup(role)}&aws_session_token={token}&poll_interval=0.05"
    return create_engine(f"awsathena+rest://{user}:{password}@{host}?{options}")


if __name__ == "__main__":
    deployed, bucket = Deployment(sys.argv[1]), sys.argv[2]
    chapter("SQLAlchemy (awsathena+rest), as pythonista")
    with step("reflection: schemas, tables, views, columns"):
        inspector = inspect(engine(deployed, "pythonista", deployed.database))
        expect(deployed.database in inspector.get_schema_names(), "the database is not among the schemas")
        names = inspector.get_table_names(), inspector.get_view_names()
        expect({f"{bucket}_packages", f"{bucket}_manifests"} <= set(names[0]), f"tables: {names[0]}")
        expect({f"{bucket}_packages-view", f"{bucket}_objects-view"} <= {*names[0], *names[1]}, f"views: {names[1]}")
        columns = inspector.get_columns(f"{bucket}_packages-view")
        table(["column", "type"], [[c["name"], c["type"]] for c in columns])
        expect(columns[0]["name"] == "pkg_name", f"saw {columns}")
    with step("pandas.read_sql_query, without a database as quilt-mcp-server does"):
        sql = text(f'SELECT pkg_name FROM "{deployed.database}"."{bucket}_packages-view"')
        with engine(deployed, "pythonista", None).connect() as connection:
            frame = pandas.read_sql_query(sql, connection)
        expect(len(frame) == 4, f"saw {frame}")
    with denied("reflection of another database", "AccessDenied"):
        inspect(engine(deployed, "pythonista", "somebody_elses")).get_table_names()
    finish("checks")
