import { App, type Stack } from 'aws-cdk-lib';
import { readGrantPlan } from '../../lib/access/grant-plan-text';
import { LakeFormationGrants } from '../../lib/access/lake-formation-grants';
import type { GrantPlan } from '../../lib/authorization/grant-plan';
import type { LakeFile } from '../../lib/model/config-file';
import { LakeStack } from '../lake-stack';

/** What a stack grants, and to whom. */
export interface LakeGrants {
  readonly stack: string;
  readonly plan: GrantPlan;
  /** ARN of each principal where it is known without asking AWS; the logical id of its role where it is the stack's. */
  readonly principals: Readonly<Record<string, { readonly arn?: string; readonly logicalId?: string }>>;
  /** Logical id of the grants role. */
  readonly grantsRole: string;
}

/** Works it out by building the stack, so that it cannot differ from what is deployed. Nothing for a lake without grants. */
export function lakeGrants(file: LakeFile): LakeGrants | undefined {
  return grantsOfStack(new LakeStack(new App(), file));
}

export function grantsOfStack(stack: Stack): LakeGrants | undefined {
  const isGrants = (each: unknown): each is LakeFormationGrants => each instanceof LakeFormationGrants;
  const grants = stack.node.findAll().find(isGrants);
  if (!grants) return undefined;
  const principal = (value: unknown) => (typeof value === 'string' ? { arn: value } : { logicalId: referredTo(value) });
  const resolved: Record<string, unknown> = stack.resolve(grants.principals);
  return {
    stack: stack.stackName,
    plan: readGrantPlan(grants.plan),
    principals: Object.fromEntries(Object.entries(resolved).map(([name, value]) => [name, principal(value)])),
    grantsRole: referredTo(stack.resolve(grants.grantsRole.roleArn)) ?? '',
  };
}

/** The resource that `Fn::GetAtt` takes an ARN from. */
function referredTo(value: unknown): string | undefined {
  const attribute = (value as { 'Fn::GetAtt'?: unknown } | undefined)?.['Fn::GetAtt'];
  return Array.isArray(attribute) ? String(attribute[0]) : undefined;
}
