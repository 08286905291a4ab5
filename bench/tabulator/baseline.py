"""What pyarrow does with the same files, with one thread.

python baseline.py write FOLDER                        the files that are measured
python baseline.py large FOLDER                        2 GB of CSV and 1 GB of Parquet
python baseline.py read FILE TYPES COLUMNS             seconds of processor time, for each line of its input
"""

import json
import pathlib
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq

# As long as the connector's.
WARM_UP_SECONDS = 3
TYPES = {"BIGINT": pa.int64(), "INT": pa.int32(), "DOUBLE": pa.float64(), "STRING": pa.string(), "BOOLEAN": pa.bool_()}


def narrow(rows: int, seed: int = 1) -> pa.Table:
    random = np.random.default_rng(seed)
    names = pa.array([f"gene_{i}" for i in range(5000)])
    return pa.table(
        {
            "id": pa.array(np.arange(rows)),
            "name": names.take(pa.array(random.integers(0, 5000, rows))),
            "value": pa.array(np.round(random.uniform(0, 1e5, rows), 4)),
            "flag": pa.array(random.integers(0, 2, rows) == 1),
        }
    )


def wide(rows: int) -> pa.Table:
    random = np.random.default_rng(2)
    names = pa.array([f"sample-{i}" for i in range(2000)])
    columns = {}
    for i in range(50):
        numbers = random.integers(0, 10**6, rows)
        kinds = (pa.array(np.round(numbers / 100, 2)), pa.array(numbers.astype("int32")), names.take(pa.array(numbers % 2000)))
        columns[f"c{i}"] = kinds[0 if i < 30 else 1 if i < 40 else 2]
    return pa.table(columns)


def write(folder: pathlib.Path) -> None:
    plain = csv.WriteOptions(quoting_style="none")
    for name, content in (("narrow", narrow(1_000_000)), ("wide", wide(100_000))):
        csv.write_csv(content, folder / f"{name}.csv", plain)
        pq.write_table(content, folder / f"{name}.parquet")
    csv.write_csv(narrow(1_000_000), folder / "quoted.csv")


def large(folder: pathlib.Path) -> None:
    """Row groups as pyarrow makes them; CSV by repeating one part."""
    part = narrow(1_000_000)
    csv.write_csv(part, folder / "part.csv", csv.WriteOptions(quoting_style="none", include_header=False))
    text = (folder / "part.csv").read_bytes()
    with (folder / "large.csv").open("wb") as file:
        file.write(b"id,name,value,flag\n")
        while file.tell() < 2 * 10**9:
            file.write(text)
    (folder / "part.csv").unlink()
    target = folder / "large.parquet"
    with pq.ParquetWriter(target, part.schema, compression="none", use_dictionary=False) as writer:
        seed = 0
        while target.stat().st_size < 10**9:
            seed += 1
            writer.write_table(narrow(4_000_000, seed), row_group_size=4_000_000)


def read(file: str, types: dict[str, str], columns: list[str]) -> pa.Table:
    if file.endswith(".parquet"):
        return pq.read_table(file, columns=columns, use_threads=False)
    convert = csv.ConvertOptions(column_types={n: TYPES[t] for n, t in types.items()}, include_columns=columns)
    return csv.read_csv(file, csv.ReadOptions(use_threads=False), convert_options=convert)


if __name__ == "__main__":
    command, *args = sys.argv[1:]
    if command in ("write", "large"):
        {"write": write, "large": large}[command](pathlib.Path(args[0]))
    else:
        reading = (args[0], json.loads(args[1]), json.loads(args[2]))
        start = time.monotonic()
        while time.monotonic() - start < WARM_UP_SECONDS:
            read(*reading)
        for _ in sys.stdin:
            begin = time.process_time()
            read(*reading)
            print(json.dumps({"seconds": time.process_time() - begin}), flush=True)
