import { CfnResource, Validations } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { RecordsBucket } from '../access/records-bucket';
import type { QuiltAthena } from '../quilt-athena';
import { acknowledgeWildcards, type Wildcards } from './wildcards';

const both = (name: string) => [`NIST.800.53.R5-${name}`, `HIPAA.Security-${name}`];

/** Rules about the functions that grant and verify, and what they need, by the type of resource. */
const REASONS: Readonly<Record<string, readonly [rules: string[], reason: string][]>> = {
  'AWS::Lambda::Function': [
    [['AwsSolutions-L1'], 'the function is built and tested for this version of Node, which Lambda supports'],
    [
      both('LambdaConcurrency'),
      'it is invoked once a deployment, or once a run on schedule: there is nothing to bound',
    ],
    [both('LambdaDLQ'), 'CloudFormation is answered each failure; a run that fails is made again by the next one'],
    [
      both('LambdaInsideVPC'),
      'it speaks to AWS alone, with its role; a VPC of yours would need endpoints and add no restriction',
    ],
  ],
  'AWS::Logs::LogGroup': [
    [
      both('CloudWatchLogGroupEncrypted'),
      'the log has names of tables and roles, no data; CloudWatch encrypts it with keys of its own',
    ],
  ],
  'AWS::IAM::Policy': [
    [
      both('IAMNoInlinePolicy'),
      'the policy belongs to one role of a function, is made and deleted with it, and is for nobody else',
    ],
  ],
  'AWS::StepFunctions::StateMachine': [
    [
      ['AwsSolutions-SF1'],
      'only errors are logged: events of custom resources hold a URL that whoever knows it can answer',
    ],
    [
      ['AwsSolutions-SF2'],
      'it calls one function until that is done; the log of the function tells what there is to trace',
    ],
  ],
  'AWS::SNS::Topic': [
    [
      both('SNSEncryptedKMS'),
      'messages name roles, tables and changes of access, no data; subscribers need no right on a key',
    ],
  ],
};

const RECORDS: readonly [rules: string[], reason: string][] = [
  [
    ['AwsSolutions-S1', ...both('S3BucketLoggingEnabled')],
    'two functions alone read and write it; versions tell what was written before, CloudTrail who changed its policy',
  ],
  [
    both('S3BucketReplicationEnabled'),
    'records are about one account and Region, and of no use in another; versions are kept',
  ],
];

const RECORDS_WITHOUT_KEY: typeof RECORDS = [
  [
    both('S3DefaultEncryptionKMS'),
    'records are encrypted with keys that S3 manages; results.kmsKey has them encrypted with a key of your own',
  ],
];

const WILDCARDS: Wildcards = [
  [
    /^\*$/,
    'actions of Lake Formation and cloudwatch:PutMetricData support no resource but * (Service Authorization Reference); conditions and denials bound them',
  ],
  [
    /:table\/[^/*]+\/\*$/,
    'tables of the databases of the lake, of which the function reads the definitions, not the data',
  ],
  [
    /-assets-[^/*]+\/\*\.(grants|verification)$/,
    'plans in the bucket of CDK assets: older ones, too, since a deployment that fails is taken back',
  ],
  [/\/verification\/.*\/\*$/, 'reports and notes of this stack, in the folder that only this stack uses'],
  [/\.Arn>:\*$/, 'the framework of custom resources invokes any version of these functions of the stack'],
];

const BASIC_EXECUTION =
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]';

/** What cdk-nag finds in the functions that grant and verify. */
export function acknowledgeFunctions({ grants, verification, node }: QuiltAthena): void {
  for (const scope of [grants, verification]) {
    for (const each of scope?.node.findAll() ?? []) acknowledgeResource(each);
  }
  const records = node.tryFindChild('Records');
  if (!(records instanceof RecordsBucket)) return;
  acknowledge(records.bucket, [...RECORDS, ...(records.encryptionKey ? [] : RECORDS_WITHOUT_KEY)]);
}

function acknowledgeResource(resource: IConstruct): void {
  if (!(resource instanceof CfnResource)) return;
  acknowledge(resource, REASONS[resource.cfnResourceType] ?? []);
  if (resource instanceof CfnPolicy || resource instanceof CfnManagedPolicy) acknowledgeWildcards(resource, WILDCARDS);
  // Of the framework's roles, which are the CDK's to write.
  if (resource.cfnResourceType === 'AWS::IAM::Role' && resource.node.path.includes('/Provider/framework-')) {
    const reason = 'the framework of custom resources is given what writing its own log takes';
    resource.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [BASIC_EXECUTION]: reason });
  }
}

function acknowledge(scope: IConstruct, reasons: typeof RECORDS): void {
  for (const [rules, reason] of reasons) {
    Validations.of(scope).acknowledge(...rules.map((id) => ({ id, reason })));
  }
}
