import type { SqlCatalog } from '../../lib/sql';

/** A catalog of databases: columns as `a int, b string` by `database.table`, queries by `database.view`. */
export function catalogOf(tables: Record<string, string>, views: Record<string, string> = {}): SqlCatalog {
  return {
    tables: new Map(Object.entries(tables).map(([name, columns]) => [name, { columns: columnsOf(columns) }])),
    views: new Map(Object.entries(views).map(([name, sql]) => [name, { sql }])),
  };
}

function columnsOf(text: string) {
  return text.split(/,\s+/).map((column) => {
    const [name, hiveType] = column.split(' ');
    return { name, hiveType };
  });
}

/** Most tests' database `d`: every kind of type, and names that occur in more than one table. */
export const LAKE = catalogOf({
  'd.t':
    'a int, b string, c double, dec decimal(10,2), day date, at timestamp, ok boolean, big bigint, arr array<int>, m map<string,double>, s struct<x:int,y:string,z:struct<w:double>>, items array<struct<k:string,v:int>>, id int',
  'd.u': 'id int, z int, secret string, a bigint',
  'd.v': 'k string, n int, id bigint',
  'e.u': 'only_here string',
  'e.only_in_e': 'a int',
  'd.my.dotted_table': 'a int',
});
