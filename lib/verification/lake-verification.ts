import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct, IDependable } from 'constructs';
import { recordsOf } from '../access/lake-records';
import type { QueryRole } from '../access/query-role';
import { DerivedAccess } from '../authorization/derived-access';
import type { Lake, LakeRole } from '../model/lake';
import type { TabulatorConnector } from '../tabulator/tabulator-connector';
import { AccessVerification } from './access-verification';
import { expectationsOf } from './expectations';
import { namedKeys } from './named-keys';
import { writeVerificationPlan } from './verification-plan-text';

/** What is verified. */
export interface VerifiedLake {
  readonly lake: Lake;
  readonly queryRole: (name: string) => QueryRole;
  readonly resultsBucketName: string;
  readonly tabulator?: TabulatorConnector;
  /** Everything that must be there, and as declared, before it is verified. */
  readonly dependencies: readonly IDependable[];
}

/** Verifies a lake that declares it, last of all. */
export function addLakeVerification(scope: Construct, verified: VerifiedLake): AccessVerification | undefined {
  const { lake, queryRole } = verified;
  const { verification } = lake;
  if (!verification) return undefined;
  const plan = expectationsOf(lake, new DerivedAccess(lake), verification);
  const arnOf = (role: LakeRole) => queryRole(role.name).role?.roleArn ?? role.arn ?? '';
  const known = lake.roles.filter(({ name }) => plan.roles.some(({ role }) => role === name));
  const construct = new AccessVerification(scope, 'Verification', {
    plan: writeVerificationPlan(plan),
    roles: Object.fromEntries(known.map((role) => [role.name, arnOf(role)])),
    keys: Object.fromEntries(namedKeys(lake)),
    resultsBucketName: verified.resultsBucketName,
    tabulatorFunctionArn: lake.tabulator?.existing?.functionArn ?? verified.tabulator?.handler.functionArn,
    spillBucketName: lake.tabulator?.existing?.spillBucket ?? verified.tabulator?.spill.bucket.bucketName,
    records: recordsOf(scope, lake),
    onFailure: verification.onFailure,
    schedule: verification.schedule === undefined ? undefined : Schedule.expression(verification.schedule),
    dependencies: [...verified.dependencies],
  });
  for (const address of verification.notify) construct.topic?.addSubscription(new EmailSubscription(address));
  addOutputs(construct);
  return construct;
}

/** For people who look for the report, subscribe, or make the role a read-only administrator of Lake Formation. */
function addOutputs({ resource, reportUri, topic, verifierRole }: AccessVerification): void {
  const stack = Stack.of(verifierRole);
  const output = (id: string, value: string, description: string) => new CfnOutput(stack, id, { value, description });
  output('VerificationReport', reportUri, 'Report of the last verification of access, as JSON');
  output('VerificationOutcome', resource.getAttString('Outcome'), 'How it ended: verified, failed or inconclusive');
  output('VerifierRoleArn', verifierRole.roleArn, 'Role that verifies access');
  if (topic) output('VerificationTopicArn', topic.topicArn, 'Where it is told what has changed in access');
}
