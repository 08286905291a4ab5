import { globMatches, globOf } from '../policy/glob';
import { listOf } from '../policy/policy-document';
import { PolicyNotUnderstoodError } from '../policy/policy-not-understood';
import { type CompiledStatement, resourceStatements } from '../policy/statement';
import { StatementIndex } from '../policy/statement-index';
import { declaredCalls } from './declared-access';
import type { DeclaredCalls } from './declared-calls';
import type { DeclaredLake, DeclaredRole } from './declared-lake';
import type { LakePolicies, RolePolicySet } from './lake-policies';
import { baselinePolicy, missingCalls } from './required-calls';
import { exposedResults } from './results-closed';
import { DeclaredBounds, type Undeclared } from './undeclared-calls';
import { Universe } from './universe';
import type { Violation } from './violation';

/**
 * Proves that policies give each role what it was declared to have, and nothing else; no violation means proven.
 *
 * What it takes for granted: keys let IAM decide; buckets of other accounts let the role in; a permissions boundary
 * whose text is elsewhere takes nothing away. What others attach to an existing role is not seen.
 */
export function prove(lake: DeclaredLake, policies: LakePolicies): Violation[] {
  const universe = new Universe(lake);
  const ofResults = understood('any', () => policies.results.flatMap(resourceStatements));
  if ('violations' in ofResults) return ofResults.violations;
  const results = ofResults.value;
  const violations = lake.roles.flatMap((role) => {
    const own = policies.roles.get(role.name);
    if (!own) throw new Error(`every declared role has its policies proven, found none of ${role.name}; give them`);
    const found = understood(role.name, () => ofRole(role, own, results, universe, lake));
    return [...('violations' in found ? found.violations : found.value), ...foreign(role, own)];
  });
  return [...violations, ...strangers(lake, policies, results), ...exposedResults(lake, results)];
}

function ofRole(
  role: DeclaredRole,
  own: RolePolicySet,
  results: readonly CompiledStatement[],
  universe: Universe,
  lake: DeclaredLake,
): Violation[] {
  const calls = declaredCalls(role, lake.aws);
  const bounds = new DeclaredBounds(calls);
  const attached = new StatementIndex(own.identity);
  const held = role.besideQuilt ? new StatementIndex([...own.identity, baselinePolicy(role, lake.aws)]) : attached;
  const boundary = own.boundary && new StatementIndex([own.boundary]);
  return [
    ...missingCalls(role, calls, { identity: held, boundary }, results, lake.aws),
    ...bounds.exceeded(attached.statements).map((found) => excess(role, found, universe)),
    ...givenByResults(role, bounds, results, lake).map((found) => excess(role, found, universe)),
  ];
}

/** A policy with something in it that nothing here evaluates may allow anything. */
function understood<T>(role: string, read: () => T): { readonly value: T } | { readonly violations: Violation[] } {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof PolicyNotUnderstoodError)) throw error;
    const message = `role ${role} must have policies that can be evaluated, but ${error.message}`;
    return { violations: [{ kind: 'unclear', role, call: 'any', about: error.message, message }] };
  }
}

function foreign(role: DeclaredRole, { foreign: arns = [] }: RolePolicySet): Violation[] {
  return arns.map((arn) => ({
    kind: 'excess',
    role: role.name,
    call: `whatever ${arn} allows`,
    statement: arn,
    about: arn,
    message: `role ${role.name} may have policies that this stack writes only, but ${arn} is attached to it, whose text is not known here; detach it, or accept it under proof.accept`,
  }));
}

function excess(
  role: DeclaredRole,
  { statement, action, resource, unconditional }: Undeclared,
  universe: Universe,
): Violation {
  const reached = unconditional ? conditionsOf(unconditional) : `reaches ${universe.reachedBy(role, action, resource)}`;
  return {
    kind: 'excess',
    role: role.name,
    call: `${action} on ${resource}`,
    statement: statement.id,
    about: statement.id,
    message: `role ${role.name} may do what was declared only, but ${statement.id} allows ${action} on ${resource}, which ${reached}; narrow that statement, declare the access, or accept the statement under proof.accept`,
  };
}

function conditionsOf({ purpose, only }: DeclaredCalls): string {
  const keys = only.map(({ key, values }) => `${key} ${values.join(' or ')}`);
  return `it may call to ${purpose} only under ${keys.join(' and ')}`;
}

/** What the results bucket's own policy gives to a declared role is within its bounds as well. */
function givenByResults(
  role: DeclaredRole,
  bounds: DeclaredBounds,
  results: readonly CompiledStatement[],
  { aws }: DeclaredLake,
) {
  return results.filter((s) => s.allows && s.principal?.(role.arn, aws.account)).flatMap((s) => bounds.exceededBy(s));
}

/** Nobody but declared roles is given anything; the CDK's function that empties the bucket is, where that was declared. */
function strangers(
  lake: DeclaredLake,
  { otherRoleArns }: LakePolicies,
  results: readonly CompiledStatement[],
): Violation[] {
  const known = new Set(lake.roles.map(({ arn }) => arn));
  const excluded = lake.excludedArns.map(globOf);
  const declared = (arn: string) => known.has(arn) || excluded.some((glob) => globMatches(glob, arn));
  const provider = (arn: string) => lake.destroysResults && otherRoleArns.includes(arn) && /S3AutoDelete/.test(arn);
  return results.flatMap((statement): Violation[] => {
    const { Principal: principal } = statement.source;
    if (!statement.allows || principal === undefined) return [];
    const named = principal === '*' ? ['*'] : Object.values(principal).flatMap((value) => listOf(value));
    return named
      .filter((arn) => !declared(arn) && !provider(arn))
      .map((arn) => ({
        kind: 'exposed',
        role: arn,
        call: `${listOf(statement.source.Action).join(', ')} on the results bucket`,
        statement: statement.id,
        about: statement.id,
        message: `the results bucket lets in declared roles only, but ${statement.id} allows something to ${arn}; take that statement out, or accept it under proof.accept`,
      }));
  });
}
