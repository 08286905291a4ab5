import { type AccessProblem, inProblemOrder } from './access-problem';
import type { AuthorizationWorld } from './authorization-world';
import { callerAccess } from './caller-access';
import { objectUse, policyVerdict, requirementOf } from './decide';
import type { AccessSpec, DeclaredView, Derivation } from './declared-access';
import { definerProblems } from './definer-problems';
import { directGrantProblems } from './direct-grant-problems';
import type { Grant } from './grant';
import { grantProblems } from './grant-problems';
import { normalisedGrants } from './normalise';
import { keyOf, sortedSet } from './object-name';
import { principalAccess } from './principal-access';
import { lackingAuthority } from './problem-text';
import { rowFilterProblems } from './row-filter-problems';
import type { RoleListRule } from './rules/role-lists';
import { ROLE_LISTS } from './rules/role-lists';
import { ruleOf } from './rules/rule-table';
import { tabulatorProblems } from './tabulator-problems';
import { viewOrder } from './view-order';

/**
 * What the roles declared for each view get on it, as far as their base grants let them; or what stands against it.
 *
 * Grants on base tables are never derived: they are declared, or missing.
 */
export function derive(spec: AccessSpec, baseGrants: readonly Grant[]): Derivation {
  const problems = grantProblems(baseGrants, spec.views);
  const { ordered, circle } = viewOrder(spec.views);
  if (circle)
    problems.push({
      view: circle[0],
      message: `a view cannot read itself, found ${circle.join(' → ')}; take one of them apart`,
    });
  if (problems.length > 0) return { grants: [], access: [], problems: inProblemOrder(problems) };

  const derived: Grant[] = [];
  for (const view of ordered) {
    const world: AuthorizationWorld = { ...spec, grants: [...baseGrants, ...derived] };
    problems.push(...definerProblems(view, world, spec), ...rowFilterProblems(view, world), ...misplacedRefresh(view));
    for (const row of ROLE_LISTS.filter((r) => r.kind === view.kind)) {
      for (const principal of sortedSet(view[row.list])) {
        const given = grantsOf(row, view, principal, world, spec);
        derived.push(...given.grants);
        problems.push(...given.problems);
      }
    }
  }
  problems.push(...tabulatorProblems(spec));
  problems.push(...directGrantProblems({ ...spec, grants: [...baseGrants, ...derived] }, baseGrants, spec));
  if (problems.length > 0) return { grants: [], access: [], problems: inProblemOrder(problems) };
  return { grants: normalisedGrants(derived), access: principalAccess(spec.views), problems: [] };
}

/** What one role of one list gets on a view: all of it, or none and why. */
function grantsOf(
  row: RoleListRule,
  view: DeclaredView,
  principal: string,
  world: AuthorizationWorld,
  spec: AccessSpec,
) {
  const grant: Grant = { principal, database: view.database, table: view.table, privileges: row.privileges };
  // Being declared is what gives the right on the view itself; the requirements are about everything else.
  const asGiven: AuthorizationWorld = { ...world, grants: [...world.grants, grant] };
  const failed = row.operations
    .map((operation) => requirementOf(ruleOf(operation, view.kind), spec))
    .map((requirement) => policyVerdict(requirement, principal, objectUse(view), view, asGiven, spec))
    .filter((verdict) => !verdict.holds);
  // That nothing but the use of Tabulator is lacking is told by `tabulatorProblems`.
  const byGrants = failed.filter(({ missing, obstacles }) => missing.length + obstacles.length > 0);
  const problems: AccessProblem[] = byGrants.length > 0 ? [lackingAuthority(view, row.list, principal, byGrants)] : [];
  if (failed.length > 0) return { grants: [], problems };
  const readsBases = ruleOf('select', view.kind).aws.concat(row.operations.flatMap((o) => ruleOf(o, view.kind).aws));
  if (!readsBases.some((need) => need.on === 'bases')) return { grants: [grant], problems };
  const behind = callerAccess(view, principal, asGiven);
  return behind.problems.length > 0
    ? { grants: [], problems: behind.problems }
    : { grants: [grant, ...behind.grants], problems };
}

function misplacedRefresh(view: DeclaredView): AccessProblem[] {
  if (view.kind === 'analytical' || view.refresh.length === 0) return [];
  const message = `only an analytical view is refreshed, found refresh on a view of kind ${view.kind}; leave it out, or use security: analytical`;
  return [{ view: keyOf(view), message }];
}
