import { listOf, type NamedPolicy } from '../policy/policy-document';
import { PolicyNotUnderstoodError } from '../policy/policy-not-understood';
import { type CompiledStatement, identityStatements } from '../policy/statement';
import type { LakePolicies, RolePolicySet } from '../proof/lake-policies';
import { accessObject, OBJECT_KINDS, type ObjectKind } from './access-object';
import { conditionTexts } from './condition-texts';
import { operationsOf } from './operations';

/** Version of the report's form. */
export const ACCESS_REPORT_VERSION = 1;

/** Sets of conditions: one set suffices, all of a set must hold; an empty set is none. */
export type Alternatives = readonly (readonly string[])[];

/** What a role may do: kind of object → object → operation → under what conditions. */
export type RoleReport = Readonly<
  Partial<Record<ObjectKind, Readonly<Record<string, Readonly<Record<string, Alternatives>>>>>>
>;

/** Who may do what: `access.json`. Same policies, same report. */
export interface AccessReport {
  readonly version: number;
  readonly roles: Readonly<Record<string, RoleReport>>;
}

/** What the policies of a lake allow. Denials, which only take away, are left out. */
export function accessReport(policies: LakePolicies): AccessReport {
  const roles = [...policies.roles].sort(([a], [b]) => (a < b ? -1 : 1));
  const reports = roles.map(([name, own]) => [name, roleReport(own)]);
  return { version: ACCESS_REPORT_VERSION, roles: Object.fromEntries(reports) };
}

/** Actions on one object by their conditions. */
type ByCondition = Map<string, { readonly conditions: readonly string[]; readonly actions: Set<string> }>;

function roleReport({ identity, foreign = [] }: RolePolicySet): RoleReport {
  const kinds = new Map<ObjectKind, Map<string, ByCondition>>();
  const unknown = (name: string) => {
    const entry = { conditions: [], actions: new Set(['whatever it allows']) };
    at(kinds, 'other', () => new Map<string, ByCondition>()).set(name, new Map([['', entry]]));
  };
  for (const arn of foreign) unknown(`policy ${arn}`);
  for (const policy of identity) {
    const statements = statementsIn(policy);
    if (statements) add(statements, kinds);
    else unknown(`policy ${policy.name}`);
  }
  const present = OBJECT_KINDS.filter((kind) => kinds.has(kind));
  return Object.fromEntries(present.map((kind) => [kind, objectReports(kind, kinds.get(kind) ?? new Map())]));
}

/** Nothing where a policy has something in it that nobody can tell the effect of. */
function statementsIn(policy: NamedPolicy): readonly CompiledStatement[] | undefined {
  try {
    return identityStatements(policy);
  } catch (error) {
    if (error instanceof PolicyNotUnderstoodError) return undefined;
    throw error;
  }
}

function add(statements: readonly CompiledStatement[], kinds: Map<ObjectKind, Map<string, ByCondition>>): void {
  for (const statement of statements) {
    if (!statement.allows) continue;
    const conditions = conditionTexts(statement.conditions);
    const key = conditions.join('\n');
    const actions = statement.source.Action
      ? listOf(statement.source.Action)
      : listOf(statement.source.NotAction).map((a) => `not ${a}`);
    for (const { kind, name } of objectsOf(statement)) {
      const objects = at(kinds, kind, () => new Map<string, ByCondition>());
      const entry = at(
        at(objects, name, () => new Map() as ByCondition),
        key,
        () => ({ conditions, actions: new Set<string>() }),
      );
      for (const action of actions) entry.actions.add(action);
    }
  }
}

function objectsOf({ source }: CompiledStatement) {
  if (source.Resource !== undefined) return listOf(source.Resource).map(accessObject);
  return listOf(source.NotResource).map((resource) => ({ kind: 'other' as const, name: `all but ${resource}` }));
}

function objectReports(kind: ObjectKind, objects: Map<string, ByCondition>) {
  const names = [...objects.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, operationReports(kind, objects.get(name) ?? new Map())]));
}

function operationReports(kind: ObjectKind, byCondition: ByCondition): Record<string, Alternatives> {
  const operations = new Map<string, (readonly string[])[]>();
  for (const { conditions, actions } of byCondition.values()) {
    for (const operation of operationsOf(actions, kind)) at(operations, operation, () => []).push(conditions);
  }
  return Object.fromEntries(
    [...operations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sets]) => [name, weakest(sets)]),
  );
}

/** Without those that ask for more than another one. */
function weakest(sets: readonly (readonly string[])[]): Alternatives {
  const needed = sets.filter(
    (set, i) => !sets.some((other, j) => i !== j && other.length < set.length && other.every((c) => set.includes(c))),
  );
  return [...needed].sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** The bytes of `access.json`: a line for each object, so that a difference between two is read line by line. */
export function accessJson({ version, roles }: AccessReport): string {
  const block = (entries: readonly string[], indent: string) =>
    entries.length === 0 ? '{}' : `{\n${entries.map((entry) => `${indent} ${entry}`).join(',\n')}\n${indent}}`;
  const named = Object.entries(roles).map(([role, kinds]) => {
    const lists = Object.entries(kinds).map(([kind, objects]) => {
      const lines = Object.entries(objects ?? {}).map(
        ([name, operations]) => `${JSON.stringify(name)}: ${JSON.stringify(operations)}`,
      );
      return `${JSON.stringify(kind)}: ${block(lines, '   ')}`;
    });
    return `${JSON.stringify(role)}: ${block(lists, '  ')}`;
  });
  return `${block([`"version": ${version}`, `"roles": ${block(named, ' ')}`], '')}\n`;
}
