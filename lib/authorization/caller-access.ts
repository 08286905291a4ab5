import type { AccessProblem } from './access-problem';
import type { AuthorizationWorld, ViewFacts, ViewKind } from './authorization-world';
import { checkedBases, type ReachedBase, type ViewIndex, viewIndex } from './base-expansion';
import type { Grant } from './grant';
import { declaredGrant } from './grant-text';
import { keyOf, type ObjectName } from './object-name';
import { type PrivilegeSet, privilegeSet } from './privilege-set';

/**
 * What AWS asks of whoever reads a view's base tables: SELECT on the views between, which is derived, and on the columns
 * of the base tables, which is not: whoever declares the view may not be who decides about its tables.
 *
 * That is every caller of an invoker view, and whoever fills an analytical one. The views between show nothing that the
 * base columns do not; so where these are granted, the views may be.
 */
export function callerAccess(
  view: ViewFacts,
  principal: string,
  world: AuthorizationWorld,
): { grants: Grant[]; problems: AccessProblem[] } {
  const index = viewIndex(world.views);
  const { bases, views } = checkedBases(view, index);
  const set = privilegeSet(world, principal);
  const opaque = views.filter((name) => (index.get(keyOf(name))?.kind ?? 'invoker') !== 'invoker');
  return {
    problems: [
      ...bases.flatMap((base) => lackingBase(view, principal, base, set, index)),
      ...opaque.filter((name) => !set.holds(name, 'SELECT')).map((name) => notInSelect(view, principal, name)),
    ],
    grants: views
      .filter((name) => !opaque.includes(name))
      .map(({ database, table }) => ({ principal, database, table, privileges: ['SELECT'] })),
  };
}

/** The rule in words, and another way out. */
const READS_BASES: Readonly<Record<ViewKind, { rule: string; instead: string }>> = {
  invoker: {
    rule: 'an invoker view reads with the rights of its caller',
    instead: 'make the view a definer view (security: definer), whose callers need no rights on its tables',
  },
  analytical: {
    rule: 'who refreshes an analytical view reads its tables, for which ALL on their database does not do in AWS',
    instead: 'let another role refresh it',
  },
  definer: { rule: 'a definer view reads with the rights of its definer', instead: 'name another definer' },
};

function lackingBase(
  view: ViewFacts,
  principal: string,
  base: ReachedBase,
  set: PrivilegeSet,
  index: ViewIndex,
): AccessProblem[] {
  if (set.holds(base, 'SELECT')) return [];
  const lacks = lackingColumns(base, set);
  if (lacks === undefined) return [];
  if (index.has(keyOf(base))) return [notInSelect(view, principal, base)];
  const columns = lacks.columns ? { columns: lacks.columns } : {};
  const { database, table } = base;
  const grant = declaredGrant({ principal, database, table, ...columns, privileges: ['SELECT'] });
  const { rule, instead } = READS_BASES[view.kind];
  const message = `${rule}, found that ${keyOf(view)} reads ${lacks.found} of ${keyOf(base)}, which role ${principal} may not select; declare ${grant} under grants, or ${instead}`;
  return [{ view: keyOf(view), principal, message }];
}

/** What is read and not granted; `columns` absent where only SELECT on the table will do. */
function lackingColumns(base: ReachedBase, set: PrivilegeSet): { found: string; columns?: string[] } | undefined {
  // No grant on columns can name `$path` (Athena User Guide: querying-iceberg, select).
  if (base.hidden.length > 0)
    return { found: `${base.hidden.join(', ')} (metadata that only SELECT on the whole table gives)` };
  if (base.columns.length === 0) {
    return set.anyColumn(base)
      ? undefined
      : { found: 'no column but the rows (which takes SELECT on the table or on some column)' };
  }
  const columns = set.missingColumns(base, base.columns);
  return columns.length > 0 ? { found: `columns ${columns.join(', ')}`, columns } : undefined;
}

function notInSelect(view: ViewFacts, principal: string, below: ObjectName): AccessProblem {
  return {
    view: keyOf(view),
    principal,
    message: `${READS_BASES[view.kind].rule}, found that ${keyOf(view)} reads view ${keyOf(below)}, which role ${principal} may not select; add ${principal} to the roles under select of ${keyOf(below)}`,
  };
}
