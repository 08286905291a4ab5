import { roleReferenceProblem } from './role-reference';
import { type DeclaredLake, quote, type Rule, repeated } from './rule';

const ALL_ROLES = '*';
const ROLE_LISTS = ['select', 'refresh', 'own'] as const;

type Place = [path: (string | number)[], role: string, allowsAll: boolean];

/** Every place that names a role. */
function* references({ config }: DeclaredLake): Generator<Place> {
  for (const [i, view] of (config.views ?? []).entries()) {
    if (view.definer !== undefined) yield [['views', i, 'definer'], view.definer, false];
    for (const key of ROLE_LISTS) {
      for (const [j, role] of (view[key] ?? []).entries()) yield [['views', i, key, j], role, true];
    }
  }
  for (const [i, { role }] of (config.grants ?? []).entries()) yield [['grants', i, 'role'], role, false];
  for (const [i, role] of (config.authorization?.optIn ?? []).entries()) {
    yield [['authorization', 'optIn', i], role, true];
  }
  for (const key of ['positive', 'negative'] as const) {
    for (const [i, { role }] of (config.verification?.[key] ?? []).entries()) {
      yield [['verification', key, i, 'role'], role, false];
    }
  }
}

const namedRolesAreDeclared: Rule = function* (lake) {
  for (const [path, role, allowsAll] of references(lake)) {
    if (allowsAll && role === ALL_ROLES) continue;
    const message =
      role === ALL_ROLES
        ? `one role must be named here, found ${quote(role)}; write the name of a declared role`
        : roleReferenceProblem(role, lake);
    if (message) yield { path, message };
  }
};

const namedRolesDiffer: Rule = function* ({ config }) {
  const inViews = [...(config.views ?? []).entries()].flatMap(([i, view]) =>
    ROLE_LISTS.map((key): [(string | number)[], string[]] => [['views', i, key], view[key] ?? []]),
  );
  const lists = [...inViews, [['authorization', 'optIn'], config.authorization?.optIn ?? []] as const];
  for (const [path, list] of lists) {
    for (const [j] of repeated(list, (role) => role)) {
      yield { path: [...path, j], message: `a role must be named once, found ${quote(list[j])} again; remove it` };
    }
  }
};

/** What every mention of a role must meet. */
export const ROLE_REFERENCE_RULES: readonly Rule[] = [namedRolesAreDeclared, namedRolesDiffer];
