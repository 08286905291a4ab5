/** Tables with every type that Hive has, nested ones above all, and names that must be quoted. */
export const SHAPES: Readonly<Record<string, string>> = {
  t: 'a int, b bigint, c string, d double, e decimal(10,2), f date, g timestamp, h boolean, arr array<int>, k string',
  u: 'a int, x bigint, y string, z double, secret string, arr array<string>, k string',
  v: 'id bigint, k string, parent bigint, label varchar(20), amount decimal(12,4), at timestamp',
  every_type: `
    c_tiny tinyint, c_small smallint, c_int int, c_big bigint, c_real float, c_double double, c_dec decimal(38,10),
    c_small_dec decimal(5,2), c_char char(7), c_varchar varchar(33), c_string string, c_bin binary, c_bool boolean,
    c_date date, c_ts timestamp
  `,
  nested: `
    id bigint, tags array<string>, matrix array<array<double>>, props map<string,string>, counts map<string,bigint>,
    address struct<street:string,city:string,geo:struct<lat:double,lon:double>>,
    items array<struct<sku:string,qty:int,price:decimal(9,2)>>, by_day map<date,array<int>>,
    deep map<string,struct<label:string,values:array<bigint>>>
  `,
  events: `
    user_id bigint, kind string, at timestamp, value double, payload string, session string, price decimal(10,2),
    day string
  `,
  'odd.names': 'id bigint, "mixed-case" string, "select" int, "with space" string, "dotted.name" bigint',
};

/** Another database, with a table of the same name as one of the first, one whose name is its database's. */
export const OTHER: Readonly<Record<string, string>> = {
  t: 'a bigint, b string, only_here double',
  other: 'id bigint, t struct<a:int,b:string>, other struct<id:string>',
  sales:
    'order_id bigint, customer string, total decimal(14,2), items array<struct<sku:string,n:int>>, region string, day date',
};
