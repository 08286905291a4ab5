import { nearMiss } from '../../model/near-miss';
import { quoteIdentifier } from '../../model/quoting';
import type { Field } from '../scope/field';
import type { Scope } from '../scope/scope';
import { federatedKey, type SqlTable } from '../sql-catalog';
import type { Name } from '../syntax/expression';
import type { Span } from '../syntax/position';
import { BIGINT, INTEGER, type SqlType, VARCHAR } from '../types/sql-type';
import { typeFromHive } from '../types/type-text';
import { chain } from './name-resolution';
import type { TextAnalysis } from './text-analysis';
import { viewFields } from './view-analysis';

/** The columns of what FROM names: a table of a WITH, a base table, or a view. */
export function tableFields(
  name: readonly Name[],
  at: Span,
  scope: Scope | undefined,
  analysis: TextAnalysis,
): readonly Field[] {
  const qualifier = name.map((part) => part.text);
  const common = name.length === 1 ? scope?.commonTable(qualifier[0]) : undefined;
  if (common) return common.map((field) => ({ ...field, qualifier }));
  const federated = federatedFields(qualifier, analysis);
  if (federated) return federated;
  const { schema, table } = qualified(qualifier, at, analysis);
  const key = `${schema}.${table}`;
  // Keys are split at their first dot: a schema with one would be taken for another.
  const known = schema.includes('.') ? undefined : analysis.catalog.tables.get(key);
  if (known) {
    analysis.tables.add(key);
    return baseFields(key, known).map((field) => ({ ...field, qualifier }));
  }
  const view = schema.includes('.') ? undefined : analysis.catalog.views.get(key);
  if (view) return viewFields(key, view, at, analysis).map((field) => ({ ...field, qualifier }));
  throw unknownTable(schema, table, at, scope, analysis);
}

/** A table of another data catalog, which has no columns beside its own. */
function federatedFields(qualifier: readonly string[], analysis: TextAnalysis): readonly Field[] | undefined {
  const [catalog, schema, table] = qualifier;
  if (qualifier.length !== 3 || catalog === analysis.settings.catalog) return undefined;
  const key = federatedKey(catalog, schema, table);
  const known = analysis.catalog.federated?.get(key);
  if (!known) return undefined;
  analysis.federated.add(key);
  const visible = baseFields(key, known).filter(({ hidden }) => !hidden);
  return visible.map((field) => ({ ...field, qualifier }));
}

function qualified(parts: readonly string[], at: Span, analysis: TextAnalysis): { schema: string; table: string } {
  const { catalog, schema } = analysis.settings;
  const [table, database = schema, source = catalog] = [...parts].reverse();
  if (source !== catalog) {
    const rule = `a table must be of catalog ${quoteIdentifier(catalog)}, found ${chain(parts)}`;
    throw analysis.refusal(at, `${rule}: what other catalogs hold is not known here`);
  }
  if (database === undefined) {
    const fix = `write "database".${quoteIdentifier(table)}`;
    throw analysis.refusal(
      at,
      `a table needs its database where none is given, found ${quoteIdentifier(table)}: ${fix}`,
    );
  }
  return { schema: database, table };
}

function unknownTable(schema: string, table: string, at: Span, scope: Scope | undefined, analysis: TextAnalysis) {
  const keys = [...analysis.catalog.tables.keys(), ...analysis.catalog.views.keys()];
  const inSchema = keys.filter((key) => key.startsWith(`${schema}.`)).map((key) => key.slice(schema.length + 1));
  const near = nearMiss(table, [...inSchema, ...(scope?.everyCommonTable() ?? [])]);
  const elsewhere = keys.find((key) => key.slice(key.indexOf('.') + 1) === table);
  const nearSchema = nearMiss(schema, [...new Set(keys.map((key) => key.slice(0, key.indexOf('.'))))]);
  const fix = near
    ? `write ${quoteIdentifier(near)}`
    : elsewhere
      ? `write ${chain([elsewhere.slice(0, elsewhere.indexOf('.')), table])}`
      : nearSchema && nearSchema !== schema
        ? `there is a database ${quoteIdentifier(nearSchema)}`
        : 'declare it, or check the database';
  return analysis.refusal(at, `a table or view must be a known one, found ${chain([schema, table])}: ${fix}`);
}

/** Columns that tables on S3 have besides their own (docs.aws.amazon.com/athena/latest/ug/select.html). */
const HIDDEN: readonly [string, SqlType][] = [
  ['$path', VARCHAR],
  ['$file_size', BIGINT],
  ['$file_modified_time', { kind: 'timestamp', precision: 3, zoned: true }],
  ['$partition', VARCHAR],
  ['$bucket', INTEGER],
];

const BASE_FIELDS = new WeakMap<SqlTable, { readonly key: string; readonly fields: readonly Field[] }>();

function baseFields(key: string, table: SqlTable): readonly Field[] {
  const known = BASE_FIELDS.get(table);
  if (known?.key === key) return known.fields;
  const field = (written: string, type: SqlType, hidden: boolean): Field => {
    const name = written.toLowerCase();
    const column = `${key}#${name}`;
    return { name, type, hidden, column, sources: new Set([column]) };
  };
  const fields = [
    ...table.columns.map(({ name, hiveType }) => field(name, typeFromHive(hiveType), false)),
    ...HIDDEN.map(([name, type]) => field(name, type, true)),
  ];
  BASE_FIELDS.set(table, { key, fields });
  return fields;
}
