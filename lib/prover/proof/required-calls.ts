import type { AwsEnvironment } from '../../authorization/aws-environment';
import { quiltBaseline } from '../../authorization/quilt-baseline';
import { evaluate, type PolicySet, type Verdict } from '../policy/evaluate';
import type { NamedPolicy } from '../policy/policy-document';
import { type RequestContext, requestContext } from '../policy/request';
import { type CompiledStatement, resourceStatements } from '../policy/statement';
import type { Constraint } from './constraint';
import { type DeclaredCalls, THROUGH_ATHENA } from './declared-calls';
import type { DeclaredRole } from './declared-lake';
import type { Violation } from './violation';

/**
 * The calls that a role must be able to make and cannot.
 *
 * A resource with wildcards is asked for as it is written: only a statement with a `*` in that place takes in a `*`. One
 * question so answers for every table or object there is or will be.
 */
export function missingCalls(
  role: DeclaredRole,
  calls: readonly DeclaredCalls[],
  policies: PolicySet,
  results: readonly CompiledStatement[],
  aws: AwsEnvironment,
): Violation[] {
  const violations: Violation[] = [];
  const situations = new Map<string, Situation[]>();
  for (const declared of calls) {
    const key = declared.only.map((constraint) => `${constraint.key}=${constraint.values.join()}`).join(';');
    const contexts = situations.get(key) ?? contextsOf(declared.only, role, aws);
    situations.set(key, contexts);
    const actions = declared.actions.map((action) => action.toLowerCase());
    for (const resource of declared.resources) {
      const set: PolicySet = { ...policies, resource: policyOf(resource, role, results, aws) };
      // Most calls are allowed by statements about just that resource, and nobody else has a say.
      const alone = !set.identity.denies && !set.boundary && !set.session && !set.resource;
      if (alone && contexts.every(({ context }) => set.identity.plainlyAllow(resource, actions, context))) continue;
      for (const action of declared.actions) {
        for (const { context, how } of contexts) {
          const verdict = evaluate({ principal: role.arn, action, resource, context }, set);
          if (verdict.decision === 'allowed') continue;
          violations.push(missing(role, declared, `${action} on ${resource}${how}`, verdict));
        }
      }
    }
  }
  return violations;
}

function missing(role: DeclaredRole, { purpose }: DeclaredCalls, call: string, { by, bounded }: Verdict): Violation {
  const refused = bounded ? 'its permissions boundary does not allow it' : 'no statement allows it';
  const found = by ? `${by.id} denies it` : refused;
  return {
    kind: 'missing',
    role: role.name,
    call,
    statement: by?.id,
    about: purpose,
    message: `role ${role.name} must be able to ${purpose}: ${call}, but ${found}; correct the policies, or do not declare that access`,
  };
}

/** What a Quilt stack gives on its own, to roles declared to be beside it. */
export function baselinePolicy(role: DeclaredRole, aws: AwsEnvironment): NamedPolicy {
  return { name: 'Quilt', document: { Version: '2012-10-17', Statement: quiltBaseline(role, aws) } };
}

/** Keys are taken to let IAM policies of their account decide, which `kmsKey` of the declaration asks for. */
function policyOf(
  resource: string,
  { results: { bucketArn } }: DeclaredRole,
  results: readonly CompiledStatement[],
  aws: AwsEnvironment,
): readonly CompiledStatement[] | undefined {
  if (resource.startsWith(bucketArn) && (resource.length === bucketArn.length || resource[bucketArn.length] === '/'))
    return results;
  return /^arn:[a-z-]+:kms:/.test(resource) ? openKey(aws) : undefined;
}

const openKeys = new Map<string, readonly CompiledStatement[]>();

function openKey({ partition, account }: AwsEnvironment): readonly CompiledStatement[] {
  const root = `arn:${partition}:iam::${account}:root`;
  const known = openKeys.get(root);
  if (known) return known;
  const statement = { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' } as const;
  const compiled = resourceStatements({ name: 'Key', document: { Version: '2012-10-17', Statement: statement } });
  openKeys.set(root, compiled);
  return compiled;
}

interface Situation {
  readonly context: RequestContext;
  readonly how: string;
}

/** The least a request has when the constraints hold; what may be called directly must work through Athena too. */
function contextsOf(only: readonly Constraint[], { arn }: DeclaredRole, aws: AwsEnvironment): Situation[] {
  const given: Record<string, string | string[]> = {
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': aws.account,
    'aws:ResourceAccount': aws.account,
    'aws:SecureTransport': 'true',
  };
  const varied = only.filter((constraint) => constraint !== THROUGH_ATHENA);
  let situations = [given];
  for (const { key, values } of varied) {
    situations = situations.flatMap((situation) => values.map((value) => ({ ...situation, [key]: value })));
  }
  const through = situations.map((values) => ({
    context: requestContext({ ...values, 'aws:ViaAWSService': 'true', 'aws:CalledVia': ['athena.amazonaws.com'] }),
    how: ' through Athena',
  }));
  if (only.includes(THROUGH_ATHENA)) return through;
  const direct = situations.map((values) => ({
    context: requestContext({ ...values, 'aws:ViaAWSService': 'false' }),
    how: ' directly',
  }));
  return [...direct, ...through];
}
