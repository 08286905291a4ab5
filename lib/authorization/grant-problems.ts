import type { AccessProblem } from './access-problem';
import type { ViewFacts } from './authorization-world';
import { type Grant, PRIVILEGES } from './grant';
import { keyOf } from './object-name';
import { type GrantObjectKind, VALID_PRIVILEGES } from './rules/valid-privileges';

const NAME_OF: Readonly<Record<GrantObjectKind, string>> = {
  database: 'a database',
  table: 'a table',
  view: 'a view',
  columns: 'columns',
};

/** What is wrong with declared grants by themselves, whatever views read. */
export function grantProblems(grants: readonly Grant[], views: readonly ViewFacts[]): AccessProblem[] {
  // An analytical view is a table to Lake Formation.
  const viewKeys = new Set(views.filter((view) => view.kind !== 'analytical').map(keyOf));
  const kindOf = ({ database, table, columns }: Grant): GrantObjectKind => {
    if (table === undefined) return 'database';
    if (viewKeys.has(keyOf({ database, table }))) return 'view';
    return columns === undefined ? 'table' : 'columns';
  };
  return [...grants.flatMap((grant) => privilegeProblems(grant, kindOf(grant))), ...besideColumns(grants)];
}

function privilegeProblems(grant: Grant, kind: GrantObjectKind): AccessProblem[] {
  const { principal } = grant;
  const problems: AccessProblem[] = [];
  const object = objectOf(grant);
  for (const privilege of new Set([...grant.privileges, ...(grant.grantable ?? [])])) {
    if (!(PRIVILEGES as readonly string[]).includes(privilege)) {
      problems.push({
        principal,
        message: `unknown privilege ${privilege} on ${object}; use ${VALID_PRIVILEGES[kind].join(', ')}`,
      });
    } else if (!VALID_PRIVILEGES[kind].includes(privilege)) {
      problems.push({
        principal,
        message: `${NAME_OF[kind]} cannot be granted ${privilege}, found it on ${object}; use ${VALID_PRIVILEGES[kind].join(', ')}`,
      });
    }
  }
  if (grant.columns !== undefined && kind !== 'columns') {
    problems.push({
      principal,
      message: `only tables have grants on columns, found one on ${object}, ${NAME_OF[kind]}; leave out columns`,
    });
  }
  if (grant.columns?.length === 0) {
    problems.push({
      principal,
      message: `a grant on columns names one at least, found none on ${object}; leave out columns for all`,
    });
  }
  const hidden = grant.columns?.filter((column) => column.startsWith('$')) ?? [];
  if (hidden.length > 0) {
    problems.push({
      principal,
      message: `metadata is no column to Lake Formation, found ${hidden.join(', ')} of ${object}; grant SELECT on the table to read it`,
    });
  }
  return problems;
}

/** Lake Formation Developer Guide (lf-permissions-reference): SELECT on columns stands alone. */
export function besideColumns(grants: readonly Grant[]): AccessProblem[] {
  return grants.flatMap(({ principal, database, table, columns, privileges }) => {
    if (columns === undefined || table === undefined || !privileges.includes('SELECT')) return [];
    const beside = grants
      .filter((g) => g.principal === principal && g.columns === undefined && g.table !== undefined)
      .filter((g) => keyOf({ database: g.database, table: g.table ?? '' }) === keyOf({ database, table }));
    const others = beside.flatMap((g) => g.privileges);
    if (others.includes('ALL') || others.includes('SELECT')) return [];
    return [...new Set(others)].map((privilege) => ({
      principal,
      message: `Lake Formation refuses ${privilege} beside SELECT on columns, found both on ${database}.${table}; ${
        privilege === 'DESCRIBE'
          ? 'leave out DESCRIBE, which the columns imply'
          : `grant SELECT on the table, or leave out ${privilege}`
      }`,
    }));
  });
}

function objectOf({ database, table }: Grant): string {
  return table === undefined ? `database ${database}` : `${database}.${table}`;
}
