import {
  type ContextEntry,
  type EvaluationResult,
  GetRoleCommand,
  type IAMClient,
  NoSuchEntityException,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import type { CallContext } from '../../../lib/verification/call-context';
import type { SimulatedCall } from '../../../lib/verification/judge-call';
import type { RolesPort } from '../ports';

/** Types of condition keys that are not plain strings (Service Authorization Reference: condition keys). */
const BOOLEANS = new Set(['aws:SecureTransport', 'aws:ViaAWSService']);

export function rolesPort(client: IAMClient): RolesPort {
  return {
    async simulate(roleArn, { actions, resources, context }) {
      const found: EvaluationResult[] = [];
      let marker: string | undefined;
      do {
        const page = await client.send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: roleArn,
            ActionNames: [...actions],
            ResourceArns: [...resources],
            ContextEntries: entriesOf(context),
            MaxItems: 1_000,
            Marker: marker,
          }),
        );
        found.push(...(page.EvaluationResults ?? []));
        marker = page.IsTruncated ? page.Marker : undefined;
      } while (marker);
      return found.flatMap(callsOf);
    },
    async trustOf(roleArn) {
      try {
        const { Role } = await client.send(new GetRoleCommand({ RoleName: roleArn.split('/').at(-1) }));
        return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
      } catch (error) {
        if (error instanceof NoSuchEntityException) return undefined;
        throw error;
      }
    },
  };
}

function entriesOf(context: CallContext): ContextEntry[] {
  return Object.entries(context).map(([ContextKeyName, value]) => ({
    ContextKeyName,
    ContextKeyValues: typeof value === 'string' ? [value] : [...value],
    ContextKeyType: typeof value === 'string' ? (BOOLEANS.has(ContextKeyName) ? 'boolean' : 'string') : 'stringList',
  }));
}

/** An answer for several resources has one for each inside (IAM API Reference: ResourceSpecificResult). */
function callsOf(result: EvaluationResult): SimulatedCall[] {
  const { EvalActionName: action = '', ResourceSpecificResults: specific = [] } = result;
  const whole: SimulatedCall = {
    action,
    resource: result.EvalResourceName ?? '*',
    decision: result.EvalDecision ?? '',
    missingContext: result.MissingContextValues ?? [],
    statements: (result.MatchedStatements ?? []).flatMap(({ SourcePolicyId }) => SourcePolicyId ?? []),
    allowedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations,
    allowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
  };
  if (specific.length === 0) return [whole];
  return specific.map((each) => ({
    ...whole,
    resource: each.EvalResourceName ?? '',
    decision: each.EvalResourceDecision ?? '',
    missingContext: each.MissingContextValues ?? [],
    statements: (each.MatchedStatements ?? []).flatMap(({ SourcePolicyId }) => SourcePolicyId ?? []),
    allowedByBoundary: each.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
  }));
}
