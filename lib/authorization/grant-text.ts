import type { Grant } from './grant';

/** A grant as people say it: `SELECT (y, m) on sd.t`; many columns are counted. */
export function describeGrant({ database, table, columns, privileges, grantable }: Grant): string {
  const shown = columns && (columns.length > 12 ? `${columns.length} columns` : columns.join(', '));
  const object = table === undefined ? `database ${database}` : `${database}.${table}`;
  const passedOn = grantable && grantable.length > 0 ? ', to be passed on' : '';
  return `${(privileges.length > 0 ? privileges : (grantable ?? [])).join(', ')}${shown ? ` (${shown})` : ''} on ${object}${passedOn}`;
}

/** Several of them. */
export function describeGrants(grants: readonly Grant[]): string {
  return grants.map(describeGrant).join('; ');
}

/** Where a configuration declares a grant, as a line to paste: `{ role: analyst, table: t, privileges: [SELECT] }`. */
export function declaredGrant({ principal, database, table, columns, privileges, grantable }: Grant): string {
  const fields = [
    `role: ${principal}`,
    `database: ${database}`,
    ...(table === undefined ? [] : [`table: ${JSON.stringify(table)}`]),
    ...(columns === undefined ? [] : [`columns: [${columns.map((c) => JSON.stringify(c)).join(', ')}]`]),
    `privileges: [${privileges.join(', ')}]`,
    ...(grantable && grantable.length > 0 ? [`grantable: [${grantable.join(', ')}]`] : []),
  ];
  return `{ ${fields.join(', ')} }`;
}
