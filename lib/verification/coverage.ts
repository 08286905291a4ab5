import type { CallExpectation, RoleExpectations } from './verification-plan';

/** What the lines are about. */
export interface Covered {
  readonly roles: readonly RoleExpectations[];
  readonly views: number;
  /** Tables and views there are for each role, summed over roles. */
  readonly relations: number;
  /** Roles whose ARN is not known. */
  readonly leftOut: readonly string[];
  readonly hasTabulator: boolean;
}

/** What a verification covers and what it does not, for people who rely on it. */
export function coverageOf({ roles, views, relations, leftOut, hasTabulator }: Covered): string[] {
  const calls = roles.flatMap((role) => role.calls);
  const queries = roles.flatMap((role) => role.queries);
  const count = (list: readonly CallExpectation[]) =>
    list.reduce((sum, { actions, resources }) => sum + actions.length * resources.length, 0);
  const of = (expected: string) => calls.filter((call) => call.expected === expected);
  return [
    `IAM: all ${count(of('allowed'))} calls that the policies of ${roles.length} roles must allow, and ${count(of('denied'))} that they must refuse; a wildcard is asked about by one name`,
    'not asked of IAM: policies of buckets, keys and the Glue catalog, and session policies, which its simulator does not take for roles; queries meet them',
    ...(roles.some(({ grants }) => grants)
      ? [`Lake Formation: all grants of ${roles.filter(({ grants }) => grants).length} roles, one by one`]
      : []),
    `queries: ${queries.length} of ${relations} combinations of a role with a table or view, spread evenly; a query of an empty table reads no object`,
    `views: all ${views}, with the columns that they read`,
    ...(hasTabulator
      ? [
          'Tabulator: the roles’ calls and a query of no file; that its function may read the buckets is proved at synth only',
        ]
      : []),
    ...(leftOut.length > 0
      ? [
          `not verified: roles ${leftOut.join(', ')}, whose policies somebody else attaches; declare their ARN to have them verified`,
        ]
      : []),
  ];
}
