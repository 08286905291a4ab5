import { columnsIn, DATABASES } from '../databases';

/** What can be done with a value: types of one kind go together in unions, comparisons and arithmetic. */
export type Kind = 'number' | 'text' | 'date' | 'time' | 'flag' | 'numbers' | 'texts' | 'items' | 'address' | 'map';

/** The kinds that may stand in a select list that others build on. */
export const PLAIN: readonly Kind[] = ['number', 'text', 'number', 'text', 'date', 'flag', 'time'];

export interface Field {
  readonly name: string;
  readonly kind: Kind;
  /** Absent where only the bare name works: a column of USING, a lambda's parameter. */
  readonly qualifier?: string;
  /** Not part of `*`. */
  readonly hidden?: boolean;
}

/** Something FROM can name. */
export interface Source {
  /** As FROM names it. */
  readonly text: string;
  /** What its columns can be qualified with where it has no alias. */
  readonly qualifier: string;
  readonly fields: readonly Field[];
}

const ADDRESS = 'struct<street:string,city:string,geo:struct<lat:double,lon:double>>';
const ITEMS = 'array<struct<sku:string,qty:int,price:decimal(9,2)>>';

function kindOf(hiveType: string): Kind | undefined {
  if (hiveType === ADDRESS) return 'address';
  if (hiveType === ITEMS) return 'items';
  if (hiveType === 'array<int>') return 'numbers';
  if (hiveType === 'array<string>') return 'texts';
  if (hiveType === 'map<string,string>') return 'map';
  if (/^(int|bigint|double|decimal\(.*\))$/.test(hiveType)) return 'number';
  if (/^(string|varchar\(.*\))$/.test(hiveType)) return 'text';
  return ({ date: 'date', timestamp: 'time', boolean: 'flag' } as const)[hiveType as 'date'];
}

/** Columns of other types are left alone, so they show up in `*` only where a table has none of them. */
function sourceOf(database: string, table: string): Source {
  const fields = columnsIn(DATABASES[database].tables[table]).flatMap(({ name, hiveType }): Field[] => {
    const kind = kindOf(hiveType);
    return kind ? [{ name, kind, qualifier: table }] : [];
  });
  const path: Field = { name: '"$path"', kind: 'text', qualifier: table, hidden: true };
  return { text: `${database}.${table}`, qualifier: table, fields: [...fields, path] };
}

function viewOf(name: string, kinds: Readonly<Record<string, Kind>>): Source {
  const fields = Object.entries(kinds).map(([column, kind]) => ({ name: column, kind, qualifier: name }));
  return { text: `views.${name}`, qualifier: name, fields };
}

export const SOURCES: readonly Source[] = [
  sourceOf('shapes', 't'),
  sourceOf('shapes', 'u'),
  sourceOf('shapes', 'v'),
  sourceOf('shapes', 'events'),
  sourceOf('shapes', 'nested'),
  sourceOf('tpch', 'orders'),
  sourceOf('tpch', 'customer'),
  viewOf('plain', { a: 'number', name: 'text', e: 'number' }),
  viewOf('over_over', { name: 'text', n: 'number', secret: 'text' }),
  viewOf('structs', { id: 'number', lat: 'number', items: 'items', props: 'map' }),
  viewOf('exploded', { id: 'number', sku: 'text', qty: 'number' }),
];
