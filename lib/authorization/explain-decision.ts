import { problemLine } from './access-problem';
import type { AuthorizationWorld, ReadingOptions } from './authorization-world';
import { type Decision, type DecisionObject, decide, type Outcome } from './decide';
import type { AccessSpec } from './declared-access';
import { declaredGrants } from './declared-grants';
import type { Grant, Privilege } from './grant';
import { normalisedGrants } from './normalise';
import { keyOf } from './object-name';
import type { RequirementTree } from './requirement-verdict';
import type { Operation } from './rules/operation';

/** One operation of one role on one object: the decision, by which rule, and what it rests on. */
export interface ExplainedDecision {
  readonly decision: Outcome;
  /** The row of the authorization table: operation and kind of object, and the reading. */
  readonly rule: string;
  readonly operation: string;
  readonly caller: 'user' | 'internal';
  readonly principal: string;
  /** `database.name`. */
  readonly object: string;
  readonly requires: RequirementTree;
  /** Grants of the principal that made a predicate true. */
  readonly held: readonly Grant[];
  /** Grants that would make it an `allow`: those the rule lacks, and those AWS lacks. */
  readonly missing: readonly Grant[];
  readonly aws: Decision['aws'];
  /** What to do; empty where nothing is. */
  readonly remedy: string;
  readonly note?: string;
  /** What keeps the configuration from being deployed; the decision is about the grants as they are declared. */
  readonly problems: readonly string[];
}

/** Decides for the grants that a configuration declares, see `declaredGrants`. */
export function explainDecision(
  spec: AccessSpec,
  baseGrants: readonly Grant[],
  asked: { readonly role: string; readonly operation: Operation; readonly object: DecisionObject },
): ExplainedDecision {
  const { role, operation, object } = asked;
  const { derivation, grants } = declaredGrants(spec, baseGrants);
  const world: AuthorizationWorld = { ...spec, grants };
  const decision = decide(operation, role, object, world, spec);
  const internal = operation === 'explain-internal';
  return {
    decision: decision.outcome,
    rule: `${internal ? 'explain (internal)' : operation} ${decision.kind === 'table' ? 'a table' : `an ${decision.kind} view`.replace('an definer', 'a definer')}, ${spec.reading ?? 'strict'} reading`,
    operation: internal ? 'explain' : operation,
    caller: internal ? 'internal' : 'user',
    principal: role,
    object: keyOf(decision.object),
    requires: decision.policy.tree,
    held: heldBy(decision.policy.tree, grants, role, spec),
    missing: normalisedGrants([...decision.policy.missing, ...decision.aws.missing]),
    aws: decision.aws,
    remedy: decision.remedy.text,
    ...(decision.note === undefined ? {} : { note: decision.note }),
    problems: derivation.problems.map(problemLine),
  };
}

/** Privileges by which a predicate can hold; those that are not here by any. */
const PRIVILEGES_OF: Readonly<Record<string, readonly Privilege[]>> = {
  CSel: ['SELECT'],
  TSel: ['SELECT'],
  AnyC: ['SELECT'],
  TIns: ['INSERT'],
  TDel: ['DELETE'],
  TAlt: ['ALTER'],
  TDrop: ['DROP'],
  TDesc: ['DESCRIBE'],
  DbAll: [],
  DbCreate: ['CREATE_TABLE'],
};

function heldBy(tree: RequirementTree, grants: readonly Grant[], role: string, { reading }: ReadingOptions): Grant[] {
  const own = grants.filter(({ principal }) => principal === role);
  const found = leavesOf(tree).flatMap(({ predicate, held, database, table }) => {
    if (!held || database === undefined) return [];
    const privileges = PRIVILEGES_OF[predicate];
    const counts = (grant: Grant) =>
      privileges === undefined || grant.privileges.some((each) => each === 'ALL' || privileges.includes(each));
    const reaches = (grant: Grant) =>
      grant.database === database &&
      (grant.table === table ||
        (reading === 'literal' && grant.table === undefined && grant.privileges.includes('ALL')));
    return own.filter((grant) => reaches(grant) && counts(grant));
  });
  return [...new Set(found)];
}

function leavesOf(tree: RequirementTree): Extract<RequirementTree, { predicate: string }>[] {
  if ('predicate' in tree) return [tree];
  return ('all' in tree ? tree.all : tree.any).flatMap(leavesOf);
}
