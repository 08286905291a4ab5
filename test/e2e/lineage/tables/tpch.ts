/** The tables of TPC-H as Trino's tpch connector declares them (trino.io/docs/current/connector/tpch.html), its columns without prefixes. */
export const TPCH: Readonly<Record<string, string>> = {
  customer: `
    custkey bigint, name varchar(25), address varchar(40), nationkey bigint, phone varchar(15), acctbal double,
    mktsegment varchar(10), comment varchar(117)
  `,
  lineitem: `
    orderkey bigint, partkey bigint, suppkey bigint, linenumber int, quantity double, extendedprice double,
    discount double, tax double, returnflag varchar(1), linestatus varchar(1), shipdate date, commitdate date,
    receiptdate date, shipinstruct varchar(25), shipmode varchar(10), comment varchar(44)
  `,
  nation: 'nationkey bigint, name varchar(25), regionkey bigint, comment varchar(152)',
  orders: `
    orderkey bigint, custkey bigint, orderstatus varchar(1), totalprice double, orderdate date,
    orderpriority varchar(15), clerk varchar(15), shippriority int, comment varchar(79)
  `,
  part: `
    partkey bigint, name varchar(55), mfgr varchar(25), brand varchar(10), type varchar(25), size int,
    container varchar(10), retailprice double, comment varchar(23)
  `,
  partsupp: 'partkey bigint, suppkey bigint, availqty int, supplycost double, comment varchar(199)',
  region: 'regionkey bigint, name varchar(25), comment varchar(152)',
  supplier: `
    suppkey bigint, name varchar(25), address varchar(40), nationkey bigint, phone varchar(15), acctbal double,
    comment varchar(101)
  `,
};
