import type { Reason } from '../../lib/authorization/requirement-verdict';

/** What the authorization table's predicates say. */
const PREDICATES: Readonly<Record<string, string>> = {
  All: 'ALL on',
  AnyC: 'some column of',
  AnyT: 'some table privilege on',
  CSel: 'SELECT on the used columns of',
  DbAll: 'ALL on database',
  DbCreate: 'CREATE_TABLE on database',
  TAlt: 'ALTER on',
  TDel: 'DELETE on',
  TDesc: 'DESCRIBE on',
  TDrop: 'DROP on',
  TIns: 'INSERT on',
  TSel: 'SELECT on all of',
};

/** A predicate, on what, and what of it is missing. */
export function describeReason({ predicate, database, table, columns, missingColumns, text }: Reason): string {
  if (database === undefined) return text ?? predicate;
  const object = table === undefined ? database : `${database}.${table}`;
  const used = columns && columns.length > 0 ? ` (${columns.join(', ')})` : '';
  const lacking = missingColumns && missingColumns.length > 0 ? `: not ${missingColumns.join(', ')}` : '';
  return `${PREDICATES[predicate] ?? predicate} ${object}${used}${lacking}${text === undefined ? '' : ` ${text}`}`;
}
