import {
  AttachRolePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { expect } from '../stage';

/** A statement as policies have it. */
export interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

type Undo = () => Promise<unknown>;

async function attached(iam: IAMClient, role: string): Promise<string[]> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role }));
  return AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn);
}

/** Rewrites the statements of the role's policies by hand; those for which `change` answers nothing are removed. */
export async function rewritten(
  iam: IAMClient,
  role: string,
  change: (statement: Statement) => Statement | undefined,
): Promise<Undo> {
  const undo: Undo[] = [];
  for (const arn of await attached(iam, role)) {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId }));
    const document = JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '{}'));
    const changed = document.Statement.flatMap((statement: Statement) => change(statement) ?? []);
    if (JSON.stringify(changed) === JSON.stringify(document.Statement)) continue;
    const write = (Statement: readonly Statement[]) => {
      const PolicyDocument = JSON.stringify({ ...document, Statement });
      return iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument, SetAsDefault: true }));
    };
    await write(changed);
    undo.push(() => write(document.Statement));
  }
  expect(undo.length > 0, `no policy of ${role} has such a statement`);
  return async () => {
    for (const each of undo) await each();
  };
}

/** Deletes the role and makes it anew under its name, as somebody does who wants it clean. */
export async function recreated(iam: IAMClient, name: string): Promise<Undo> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  const policies = await attached(iam, name);
  for (const arn of policies) await iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: arn }));
  await iam.send(new DeleteRoleCommand({ RoleName: name }));
  const AssumeRolePolicyDocument = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  return async () => {
    for (const arn of policies) await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: arn }));
  };
}
