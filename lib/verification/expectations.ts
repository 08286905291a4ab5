import { DerivedAccess, isGovernedRole } from '../authorization/derived-access';
import { inOrder } from '../authorization/object-name';
import type { Lake, LakeRole } from '../model/lake';
import { coverageOf } from './coverage';
import { ExpectedQueries } from './expected-queries';
import { expectedViews } from './expected-views';
import { withNamedKeys } from './named-keys';
import { refusedCalls } from './refused-calls';
import { requiredCalls } from './required-calls';
import { statementsOf } from './role-rights';
import {
  type QueryExpectation,
  type RoleExpectations,
  VERIFICATION_PLAN_VERSION,
  type VerificationPlan,
} from './verification-plan';

/** Queries that somebody declared beside those that follow from the lake, by the short name of their role. */
export interface DeclaredQueries {
  readonly positive?: readonly { readonly role: string; readonly sql: string }[];
  readonly negative?: readonly { readonly role: string; readonly sql: string }[];
}

/**
 * What must be so when access is as declared: pure, and the same for the same lake.
 *
 * Policy checks are never sampled; queries are, as each takes seconds. Roles whose ARN nobody knows are left out.
 */
export function expectationsOf(
  lake: Lake,
  access: DerivedAccess = new DerivedAccess(lake),
  declared: DeclaredQueries = {},
): VerificationPlan {
  const known = lake.roles.filter(({ kind, arn }) => kind !== 'quiltManaged' || arn !== undefined);
  const roles = [...known].sort((a, b) => inOrder(a.name, b.name));
  const queries = new ExpectedQueries(lake, access, roles.length);
  const samples = new Map(roles.map((role) => [role.name, queries.of(role)]));
  const grants = access.plan();
  const name = withNamedKeys(lake);
  const of = (role: LakeRole): RoleExpectations => {
    const statements = statementsOf(role, lake, access);
    return {
      role: role.name,
      imported: role.kind !== 'new',
      workgroup: role.workgroup.name,
      results: `s3://{{resultsBucket}}/${role.resultsPrefix}`,
      database: lake.database.name,
      calls: [...requiredCalls(statements, name), ...refusedCalls(role, lake, statements)],
      ...(grants && isGovernedRole(lake, role)
        ? { grants: grants.grants.filter(({ principal }) => principal === role.name) }
        : {}),
      queries: [...declaredFor(role, declared), ...(samples.get(role.name)?.sample ?? [])],
    };
  };
  const views = expectedViews(lake, access);
  const expected = roles.map(of);
  return {
    version: VERIFICATION_PLAN_VERSION,
    roles: expected,
    views,
    ...(grants ? { lakeFormation: grants.preflight } : {}),
    coverage: coverageOf({
      roles: expected,
      views: views.length,
      relations: [...samples.values()].reduce((sum, each) => sum + each.of, 0),
      hasTabulator: lake.tabulator !== undefined,
      leftOut: lake.roles.filter((role) => !known.includes(role)).map((role) => role.name),
    }),
  };
}

function declaredFor(role: LakeRole, { positive = [], negative = [] }: DeclaredQueries): QueryExpectation[] {
  const of = (list: typeof positive, expected: 'allowed' | 'denied') =>
    list.filter((each) => each.role === role.name).map(({ sql }): QueryExpectation => ({ sql, expected }));
  return [...of(positive, 'allowed'), ...of(negative, 'denied')];
}
