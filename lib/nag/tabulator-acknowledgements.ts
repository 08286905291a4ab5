import { Validations } from 'aws-cdk-lib';
import type { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { QuiltAthena } from '../quilt-athena';
import { OpenQuery } from '../tabulator/open-query';
import { acknowledgeWildcards } from './wildcards';

type Reasons = readonly [rules: string[], reason: string][];

const both = (name: string) => [`NIST.800.53.R5-${name}`, `HIPAA.Security-${name}`];

const SPILL: Reasons = [
  [
    ['AwsSolutions-S1', ...both('S3BucketLoggingEnabled')],
    'rows are written by the function and read through Athena only, whose calls CloudTrail records; they are deleted after a day',
  ],
  [
    both('S3BucketReplicationEnabled'),
    'rows belong to one query, which can be run again; a copy elsewhere would outlive their day',
  ],
  [
    both('S3BucketVersioningEnabled'),
    'each object is written once under a name of its own, so there is nothing to go back to; versions would keep deleted rows',
  ],
];

const SPILL_WITHOUT_KEY: Reasons = [
  [
    both('S3DefaultEncryptionKMS'),
    'rows are encrypted with keys that S3 manages; results.kmsKey has them encrypted with a key of your own',
  ],
];

const FUNCTION: Reasons = [
  [['AwsSolutions-L1'], 'the function is built and tested for this version of Node, which Lambda supports'],
  [
    both('LambdaConcurrency'),
    'Athena asks as many at once as a query has splits; a reserved number would make queries of one wait for those of another',
  ],
  [both('LambdaDLQ'), 'Athena invokes the function synchronously and gets each error itself; no event is lost'],
  [
    both('LambdaInsideVPC'),
    'the function speaks to S3 alone, with its role; in a VPC of yours it would need endpoints and add no restriction',
  ],
];

const LOGS: Reasons = [
  [
    both('CloudWatchLogGroupEncrypted'),
    'the log has names of tables and packages, not their rows; CloudWatch encrypts it with keys of its own',
  ],
];

/** What cdk-nag finds in a lake's Tabulator. */
export function acknowledgeTabulator({ tabulator, node }: QuiltAthena): void {
  if (!tabulator) return;
  acknowledge(tabulator.spill.bucket, [...SPILL, ...(tabulator.spill.encryptionKey ? [] : SPILL_WITHOUT_KEY)]);
  acknowledge(tabulator.handler, FUNCTION);
  acknowledge(tabulator.logs, LOGS);
  acknowledgeWildcards(tabulator.policy.node.defaultChild as CfnManagedPolicy);
  for (const child of node.children) if (child instanceof OpenQuery) acknowledgeWildcards(child.policy);
}

function acknowledge(scope: IConstruct, reasons: Reasons): void {
  for (const [rules, reason] of reasons) {
    Validations.of(scope).acknowledge(...rules.map((id) => ({ id, reason })));
  }
}
