import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { GlueClient } from '@aws-sdk/client-glue';
import { IAMClient } from '@aws-sdk/client-iam';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';
import { objectsPort } from '../grants/aws/objects';
import { Budget, LIMITS } from '../grants/budget';
import type { Progress } from '../grants/patience';
import type { ResourceEvent } from '../grants/request';
import { grantsReader } from './aws/grants-reader';
import { noticesPort } from './aws/notices';
import { rolesPort } from './aws/roles';
import { sessionsPort } from './aws/sessions';
import { stackPort } from './aws/stack';
import { tablesPort } from './aws/tables';
import { workgroupsPort } from './aws/workgroups';
import { proceed } from './deployment';
import { isCall, type LaterEvent, verifyLater } from './later';
import { Records } from './records';
import { physicalId, propertiesOf } from './request';
import type { Workplace } from './workplace';

/** What the handler uses of an invocation's context. */
interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

// Throttled calls the SDK repeats by itself, more slowly the more are throttled: the simulator takes few at a time.
const retries = { maxAttempts: 6, retryMode: 'adaptive' };
const s3 = new S3Client(retries);
const glue = new GlueClient(retries);
const athena = new AthenaClient(retries);
const iam = new IAMClient(retries);
const lakeFormation = new LakeFormationClient(retries);
const sts = new STSClient(retries);
const cloudFormation = new CloudFormationClient(retries);
const objects = objectsPort(s3);

/** The first half of a run; it does nothing that could fail for want of a policy that is still spreading. */
export async function onEvent(event: ResourceEvent): Promise<{ PhysicalResourceId: string; StartedAt: number }> {
  if (event.RequestType !== 'Delete') propertiesOf(event.ResourceProperties);
  return { PhysicalResourceId: physicalId(event), StartedAt: Date.now() };
}

/** The other half, asked for until it says that it is complete. */
export async function isComplete(event: ResourceEvent, context: InvocationContext): Promise<Progress> {
  const started = event.StartedAt ?? Date.now();
  const bucket = process.env.RECORDS_BUCKET ?? '';
  return proceed(event, workplace(event.StackId, bucket, event.RequestType, started, context));
}

/** On schedule, and after changes: only what was just changed may still be spreading. */
export async function later(event: LaterEvent, context: InvocationContext): Promise<void> {
  const stackId = process.env.STACK_ID ?? '';
  const startedAt = Date.now() - (isCall(event) ? 0 : LIMITS.spreadMs);
  const place = workplace(stackId, process.env.RECORDS_BUCKET ?? '', 'later', startedAt, context);
  const topicArn = process.env.TOPIC_ARN ?? '';
  const notices = noticesPort(new CloudWatchClient(retries), new SNSClient(retries), {
    stack: stackId.split('/')[1],
    topicArn,
  });
  await verifyLater(event, { ...place, notices });
}

function workplace(
  stackId: string,
  recordsBucket: string,
  run: string,
  startedAt: number,
  context: InvocationContext,
): Workplace {
  const account = stackId.split(':')[4];
  const verifierArn = process.env.VERIFIER_ROLE_ARN ?? '';
  return {
    stackId,
    verifierArn,
    ports: {
      roles: rolesPort(iam),
      lakeFormation: grantsReader(lakeFormation, account, verifierArn),
      tables: tablesPort(glue, account),
      workgroups: workgroupsPort(athena),
      sessions: sessionsPort(sts),
      stack: stackPort(cloudFormation, stackId),
      objects,
      log: (line) => console.log(JSON.stringify({ run, stack: stackId, ...line })),
    },
    records: new Records(objects, recordsBucket, stackId),
    budget: new Budget(startedAt, () => context.getRemainingTimeInMillis()),
  };
}
