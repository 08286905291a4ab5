import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { QuiltAthena } from '../../lib/quilt-athena';
import { ACCOUNT, type ResolvedTemplate, resolvedTemplate } from './resolved-template';

/** A request to judge. */
export interface SimulatedRequest {
  readonly action: string;
  readonly resource: string;
  /** Made by Athena with the role's credentials; otherwise by the role's user itself. */
  readonly viaAthena?: boolean;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** What IAM answers. */
export type Decision = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';

/** What a role's policies, and those of the resources asked for, allow. */
export interface SimulatedRole {
  readonly arn: string;
  readonly decide: (request: SimulatedRequest) => Promise<Decision>;
}

type Policies = { name: string; policy: unknown }[];

/** The managed policies a template attaches to a role, by the role's name. */
export function policiesOf(template: ResolvedTemplate, roleName: string): Policies {
  return Object.entries(template.Resources)
    .filter(([, r]) => r.Type === 'AWS::IAM::ManagedPolicy' && (r.Properties.Roles as string[])?.includes(roleName))
    .map(([name, r]) => ({ name, policy: r.Properties.PolicyDocument }));
}

/** The name of the template's only bucket, and its policy. */
export function resultsBucketOf(template: ResolvedTemplate): { name: string; policy: unknown } {
  const found = Object.values(template.Resources).filter((r) => r.Type === 'AWS::S3::BucketPolicy');
  if (found.length !== 1) throw new Error(`expected one bucket policy, found ${found.length}`);
  return { name: String(found[0].Properties.Bucket), policy: found[0].Properties.PolicyDocument };
}

/** A declared role of a lake as IAM sees it. */
export function simulatedRole(quilt: QuiltAthena, name: string): SimulatedRole {
  const { role } = quilt.queryRole(name);
  if (!role) throw new Error(`role ${name} is attached to nothing`);
  const template = resolvedTemplate(role.stack);
  const reference: string | { Ref: string } = role.stack.resolve(role.roleName);
  const roleName = typeof reference === 'string' ? reference : reference.Ref;
  return roleWith(`arn:aws:iam::${ACCOUNT}:role/${roleName}`, policiesOf(template, roleName), template);
}

/** A role with policies of its own choice, in the account of a lake. */
export function roleWith(arn: string, policies: Policies, template: ResolvedTemplate): SimulatedRole {
  return { arn, decide: (request) => decision(arn, policies, request, resourcePolicyFor(request, template)) };
}

/** The results bucket's policy decides with the role's; a key's own policy lets IAM policies decide. */
function resourcePolicyFor({ resource }: SimulatedRequest, template: ResolvedTemplate): unknown {
  const { name, policy } = resultsBucketOf(template);
  if (resource === `arn:aws:s3:::${name}` || resource.startsWith(`arn:aws:s3:::${name}/`)) return policy;
  if (!resource.startsWith('arn:aws:kms:')) return undefined;
  const account = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: account, Action: 'kms:*', Resource: '*' }],
  };
}

/** The keys that AWS sets on a call Athena makes with the caller's credentials (forward access sessions). */
const VIA_ATHENA = {
  'aws:CalledVia': ['athena.amazonaws.com'],
  'aws:CalledViaFirst': 'athena.amazonaws.com',
  'aws:CalledViaLast': 'athena.amazonaws.com',
  'aws:ViaAWSService': 'true',
};

/** What IAM decides, as the independent simulator sees it: unknown actions, ARNs and keys are errors. */
async function decision(
  roleArn: string,
  identityPolicies: Policies,
  request: SimulatedRequest,
  resourcePolicy: unknown,
): Promise<Decision> {
  const answer = await runSimulation(
    {
      request: {
        principal: roleArn,
        action: request.action,
        resource: { resource: request.resource, accountId: ACCOUNT },
        contextVariables: {
          'aws:PrincipalArn': roleArn,
          'aws:SecureTransport': 'true',
          'aws:ResourceAccount': ACCOUNT,
          ...(request.viaAthena ? VIA_ATHENA : { 'aws:ViaAWSService': 'false' }),
          ...request.context,
        },
      },
      identityPolicies,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy,
    },
    { simulationMode: 'Strict' },
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  if (answer.resultType !== 'single') throw new Error(`a request for one resource was answered ${answer.resultType}`);
  return answer.overallResult as Decision;
}
