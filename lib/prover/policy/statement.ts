import { type ConditionBlock, conditionBlocks } from './condition';
import { globMatches, globOf } from './glob';
import { listOf, type NamedPolicy, type StatementElement, statementsOf } from './policy-document';
import { PolicyNotUnderstoodError } from './policy-not-understood';
import { requireDefaults } from './policy-variables';
import { type PrincipalTest, principalTest } from './principal';
import type { RequestContext } from './request';
import { isPlain, type ResourceTest, resourcePattern } from './resource-patterns';

/** A statement ready to be asked. */
export interface CompiledStatement {
  /** The policy's name, and the statement's Sid or number. */
  readonly id: string;
  readonly source: StatementElement;
  readonly allows: boolean;
  /** Takes the action in lower case: IAM tells no capitals apart in actions. */
  readonly matchesAction: (action: string) => boolean;
  readonly matchesResource: ResourceTest;
  /** Of resource policies only. */
  readonly principal?: PrincipalTest;
  readonly conditions: readonly ConditionBlock[];
}

const known = new WeakMap<NamedPolicy, readonly CompiledStatement[]>();

/** Statements of an identity policy, a boundary or a session policy: those have no principals. */
export function identityStatements(policy: NamedPolicy): readonly CompiledStatement[] {
  const before = known.get(policy);
  if (before) return before;
  const statements = compiled(policy, ({ Principal: principal }, place) => {
    if (principal !== undefined)
      throw new PolicyNotUnderstoodError(place, 'only a resource policy has principals, found one');
    return undefined;
  });
  known.set(policy, statements);
  return statements;
}

/** Statements of a resource's own policy: each says whom it is about. */
export function resourceStatements(policy: NamedPolicy): CompiledStatement[] {
  return compiled(policy, ({ Principal: principal }, place) => {
    if (principal === undefined)
      throw new PolicyNotUnderstoodError(place, 'a resource policy names principals, found none');
    return principalTest(place, principal);
  });
}

/** Whether all conditions of a statement hold. */
export function conditionsHold({ conditions }: CompiledStatement, context: RequestContext): boolean {
  for (const block of conditions) if (!block.holds(context)) return false;
  return true;
}

type PrincipalOf = (statement: StatementElement, place: string) => PrincipalTest | undefined;

function compiled(policy: NamedPolicy, principalOf: PrincipalOf): CompiledStatement[] {
  return statementsOf(policy).map((source, i) => {
    const id = `${policy.name}/${source.Sid ?? i + 1}`;
    return {
      id,
      source,
      allows: source.Effect === 'Allow',
      matchesAction:
        source.Action === undefined ? not(actionTest(id, source.NotAction)) : actionTest(id, source.Action),
      matchesResource:
        source.Resource === undefined ? notResources(id, source.NotResource) : resourceTest(id, source.Resource),
      principal: principalOf(source, id),
      conditions: conditionBlocks(id, source.Condition),
    };
  });
}

const not =
  <T extends unknown[]>(test: (...args: T) => boolean) =>
  (...args: T) =>
    !test(...args);

function actionTest(place: string, element: StatementElement['Action']): (action: string) => boolean {
  const exact = new Set<string>();
  const globs: ReturnType<typeof globOf>[] = [];
  for (const value of listOf(element)) {
    const pattern = value.toLowerCase();
    if (!/^(\*|[a-z0-9-]+:[a-z0-9*?]+)$/.test(pattern)) {
      throw new PolicyNotUnderstoodError(place, `an action is * or service:name, found ${JSON.stringify(value)}`);
    }
    if (/[*?]/.test(pattern)) globs.push(globOf(pattern));
    else exact.add(pattern);
  }
  if (globs.length === 0) return (action) => exact.has(action);
  return (action) => exact.has(action) || globs.some((glob) => globMatches(glob, action));
}

function notResources(place: string, element: StatementElement['NotResource']): ResourceTest {
  for (const pattern of listOf(element)) requireDefaults(place, pattern);
  return not(resourceTest(place, element));
}

/** Plain entries are only looked at when they are asked: statements of hundreds of them are found by their index. */
function resourceTest(place: string, element: StatementElement['Resource']): ResourceTest {
  const patterns = listOf(element);
  const others = patterns.filter((pattern) => !isPlain(pattern)).map((pattern) => resourcePattern(place, pattern));
  let plain: readonly ResourceTest[] | undefined;
  return (resource, context) => {
    if (others.some((test) => test(resource, context))) return true;
    plain ??= patterns.filter(isPlain).map((pattern) => resourcePattern(place, pattern));
    return plain.some((test) => test(resource, context));
  };
}
