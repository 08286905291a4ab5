import { App, type Stack } from 'aws-cdk-lib';
import { readGrantPlan } from '../../lib/access/grant-plan-text';
import { LakeFormationGrants } from '../../lib/access/lake-formation-grants';
import type { GrantPlan } from '../../lib/authorization/grant-plan';
import type { LakeFile } from '../../lib/model/config-file';
import { LakeStack } from '../lake-stack';

/** A role: its ARN where that is known without asking AWS, its logical id if it is the stack's, its name if it was there. */
export interface Principal {
  readonly arn?: string;
  readonly logicalId?: string;
  readonly roleName?: string;
}

/** What a stack grants, and to whom. */
export interface LakeGrants {
  readonly stack: string;
  readonly plan: GrantPlan;
  readonly principals: Readonly<Record<string, Principal>>;
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
  const resolved: Record<string, unknown> = stack.resolve(grants.principals);
  return {
    stack: stack.stackName,
    plan: readGrantPlan(grants.plan),
    principals: Object.fromEntries(Object.entries(resolved).map(([name, value]) => [name, principalOf(value)])),
    grantsRole: referredTo(stack.resolve(grants.grantsRole.roleArn)) ?? '',
  };
}

function principalOf(value: unknown): Principal {
  if (typeof value === 'string') return { arn: value };
  const roleName = namedRole(value);
  return roleName === undefined ? { logicalId: referredTo(value) } : { roleName };
}

/** The name at the end of an ARN that is put together from the stack's own partition and account. */
function namedRole(value: unknown): string | undefined {
  const join = (value as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join'];
  const last = join?.[1].at(-1);
  return typeof last === 'string' ? /:role\/([^/]+)$/.exec(last)?.[1] : undefined;
}

/** The resource that `Fn::GetAtt` takes an ARN from. */
function referredTo(value: unknown): string | undefined {
  const attribute = (value as { 'Fn::GetAtt'?: unknown } | undefined)?.['Fn::GetAtt'];
  return Array.isArray(attribute) ? String(attribute[0]) : undefined;
}
