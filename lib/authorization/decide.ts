import { type AuthorizationWorld, isGoverned, type ReadingOptions, type ViewFacts } from './authorization-world';
import { type AwsVerdict, awsVerdict } from './aws-check';
import { allBases, checkedBases, type Expansion, type ReachedBase, viewIndex } from './base-expansion';
import { definerFacts } from './definer-facts';
import type { Grant } from './grant';
import { keyOf, nameOf, type ObjectName } from './object-name';
import { privilegeSet } from './privilege-set';
import { type Remedy, remedyFor } from './remedy';
import { type Reason, type RequirementTree, type Verdict, verdictOn } from './requirement-verdict';
import type { ObjectKind, Operation } from './rules/operation';
import type { Requirement, Rule } from './rules/requirement';
import { ruleOf } from './rules/rule-table';

/** What policy and AWS say together: `policy-deny` is access that AWS gives against the policy, `aws-deny` the reverse. */
export type Outcome = 'allow' | 'policy-deny' | 'aws-deny' | 'deny';

/** What an operation is on; `columns` are those that a query of a table uses. */
export interface DecisionObject extends ObjectName {
  readonly columns?: readonly string[];
}

/** Whether a principal may do something, and why. */
export interface Decision {
  readonly operation: Operation;
  readonly principal: string;
  readonly object: ObjectName;
  readonly kind: ObjectKind;
  readonly outcome: Outcome;
  readonly policy: {
    readonly holds: boolean;
    readonly reasons: readonly Reason[];
    readonly tree: RequirementTree;
    readonly missing: readonly Grant[];
  };
  readonly aws: AwsVerdict;
  readonly remedy: Remedy;
  /** What AWS cannot be made to check. */
  readonly note?: string;
}

/** Decides one operation of one principal on a table or a view; pure. */
export function decide(
  operation: Operation,
  principal: string,
  object: DecisionObject,
  world: AuthorizationWorld,
  options: ReadingOptions = {},
): Decision {
  const index = viewIndex(world.views);
  const view = index.get(keyOf(object));
  const kind: ObjectKind = view?.kind ?? 'table';
  const rule = ruleOf(operation, kind);
  const used = objectUse(object);
  const policy = policyVerdict(requirementOf(rule, options), principal, used, view, world, options);
  const below: Expansion = view ? checkedBases(view, index) : { bases: [], views: [], federated: [] };
  const withoutData = new Set(world.views.filter((v) => v.kind !== 'analytical').map(keyOf));
  const aws = awsVerdict(rule.aws, principal, world, {
    object: { ...used, hasData: !withoutData.has(keyOf(object)) },
    ...below,
    withoutData,
  });
  const ungoverned = kind === 'definer' && !isGoverned(world, principal, keyOf(object));
  // What stands against the objects themselves stands against them in AWS too.
  const awsHolds = aws.holds && !ungoverned && policy.obstacles.length === 0 && rule.aws.length > 0;
  const outcome = outcomeOf(policy.holds, awsHolds);
  return {
    operation,
    principal,
    object: nameOf(keyOf(object)),
    kind,
    outcome,
    policy: { holds: policy.holds, reasons: policy.reasons, tree: policy.tree, missing: policy.missing },
    aws: { ...aws, holds: awsHolds },
    remedy: remedyFor({ outcome, principal, object, policy, aws, rule, world, ungoverned }),
    ...(rule.note === undefined ? {} : { note: rule.note }),
  };
}

/** The requirement of a row in the given reading. */
export function requirementOf({ requires }: Rule, { reading = 'strict' }: ReadingOptions): Requirement {
  return 'strict' in requires ? requires[reading] : requires;
}

/** Whether the authorization table lets a principal do it, whatever AWS says. */
export function policyVerdict(
  requirement: Requirement,
  principal: string,
  object: ReachedBase,
  view: ViewFacts | undefined,
  world: AuthorizationWorld,
  options: ReadingOptions,
): Verdict {
  const { reading = 'strict' } = options;
  const { bases, federated } = view ? allBases(view, viewIndex(world.views)) : { bases: [], federated: [] };
  return verdictOn(requirement, {
    principal,
    privileges: privilegeSet(world, principal, reading),
    object,
    bases,
    federated,
    usesTabulator: world.tabulatorUsers?.includes(principal) ?? false,
    strict: reading === 'strict',
    quantifier: options.quantifier ?? 'all',
    countDescribe: options.countDescribe ?? reading === 'literal',
    facts: definerFacts(view, principal, world),
  });
}

function outcomeOf(policy: boolean, aws: boolean): Outcome {
  if (policy) return aws ? 'allow' : 'aws-deny';
  return aws ? 'policy-deny' : 'deny';
}

/** The object as it is used: metadata columns such as `$path` apart. */
export function objectUse({ columns = [], ...name }: DecisionObject): ReachedBase {
  const lower = columns.map((column) => column.toLowerCase());
  return {
    ...nameOf(keyOf(name)),
    columns: lower.filter((column) => !column.startsWith('$')),
    hidden: lower.filter((column) => column.startsWith('$')),
    behindAnalytical: false,
  };
}
