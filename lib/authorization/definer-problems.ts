import type { AccessProblem } from './access-problem';
import { type AuthorizationWorld, type BaseUse, isGoverned, type ReadingOptions } from './authorization-world';
import type { DeclaredView } from './declared-access';
import { definerFacts } from './definer-facts';
import { declaredGrant } from './grant-text';
import { keyOf, sortedSet } from './object-name';
import { type PrivilegeSet, privilegeSet } from './privilege-set';

/** What stands against a definer view: its tables, and the rights of the role it reads with. */
export function definerProblems(
  view: DeclaredView,
  world: AuthorizationWorld,
  { reading = 'strict' }: ReadingOptions,
): AccessProblem[] {
  if (view.kind !== 'definer') return [];
  const key = keyOf(view);
  const { definer } = view;
  if (definer === undefined) {
    return [
      {
        view: key,
        message: `a definer view reads with the rights of a role, found none for ${key}; name it as definer`,
      },
    ];
  }
  const facts = Object.values(definerFacts(view, definer, world)).flatMap((message) =>
    message === undefined ? [] : [{ view: key, message }],
  );
  if (facts.length > 0) return facts;
  const set = privilegeSet(world, definer, reading);
  const callers = sortedSet(view.select).filter((principal) => !isGoverned(world, principal, key));
  return [
    ...view.bases.flatMap((base) => baseProblems(key, definer, base, set)),
    ...(set.databaseAll(view.database) ? [] : [databaseProblem(key, definer, view.database)]),
    ...callers.map((principal) => ({
      view: key,
      principal,
      message: `a definer view is read under Lake Formation, which does not decide for role ${principal}; opt it in, or take it out of select`,
    })),
  ];
}

function baseProblems(view: string, principal: string, base: BaseUse, set: PrivilegeSet): AccessProblem[] {
  if (set.canPassOn(base, 'SELECT')) return [];
  const found = set.holds(base, 'SELECT')
    ? 'SELECT without the right to pass it on'
    : set.anyColumn(base)
      ? 'SELECT on columns only, which cannot carry a view'
      : 'no SELECT';
  const { database, table } = base;
  const grant = declaredGrant({ principal, database, table, privileges: ['SELECT'], grantable: ['SELECT'] });
  const message = `the definer of a view needs SELECT on its whole tables, with the right to pass it on, found that ${principal} has ${found} on ${keyOf(base)}; declare ${grant} under grants`;
  return [{ view, principal, message }];
}

function databaseProblem(view: string, principal: string, database: string): AccessProblem {
  const grant = declaredGrant({ principal, database, privileges: ['ALL'] });
  const message = `the definer of a view needs ALL on its database, found that ${principal} lacks it on ${database}; declare ${grant} under grants`;
  return { view, principal, message };
}
