import { App, CfnParameter, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { REMOVE_DATA_CONTEXT } from '../../lib/query/data-removal';
import { ResultsBucket } from '../../lib/query/results-bucket';
import { EngineVersion, Workgroup, type WorkgroupProps } from '../../lib/query/workgroup';
import { key } from '../support/arns';

const WORKGROUP = 'AWS::Athena::WorkGroup';

interface Given extends Partial<Omit<WorkgroupProps, 'results'>> {
  readonly kmsKeyArn?: string;
}

function stackWith({ kmsKeyArn, ...props }: Given = {}, context: Record<string, unknown> = {}) {
  const stack = new Stack(new App({ context }), 'lake');
  const workgroup = new Workgroup(stack, 'Analyst', {
    workgroupName: 'QuiltUserAthena-lake-analyst',
    results: new ResultsBucket(stack, 'Results', { kmsKeyArn }),
    resultsPrefix: 'athena-results/analyst/',
    ...props,
  });
  return { stack, workgroup, template: () => Template.fromStack(stack) };
}

const configured = (configuration: unknown) => ({ WorkGroupConfiguration: configuration });

describe('by default', () => {
  const { template } = stackWith();

  test.each([
    // checkov CKV_AWS_82, and Security Hub's reading of it
    ['clients cannot override its settings', configured({ EnforceWorkGroupConfiguration: true })],
    // checkov CKV_AWS_159
    [
      'results are encrypted',
      configured({ ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } } }),
    ],
    // Security Hub Athena.4
    ['metrics are published', configured({ PublishCloudWatchMetricsEnabled: true })],
    ['one query scans 1 TiB at most', configured({ BytesScannedCutoffPerQuery: 1_099_511_627_776 })],
    ['the engine is pinned', configured({ EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' } })],
    ['the requester pays nothing', configured({ RequesterPaysEnabled: false })],
    [
      'results go nowhere but to this account',
      configured({ ResultConfiguration: { ExpectedBucketOwner: { Ref: 'AWS::AccountId' } } }),
    ],
    // Quilt's catalog shows no workgroup without an output location.
    [
      'results go to the prefix',
      configured({
        ResultConfiguration: {
          OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: Match.anyValue() }, '/athena-results/analyst/']] },
        },
      }),
    ],
    ['it is on', { State: 'ENABLED' }],
    ['a used workgroup is not deleted', { RecursiveDeleteOption: false }],
    ['it has no description', { Description: Match.absent() }],
  ])('%s', (_, properties) => {
    template().hasResourceProperties(WORKGROUP, properties);
  });

  test('nothing is warned of', () => {
    Annotations.fromStack(stackWith().stack).hasNoWarning('*', Match.anyValue());
  });
});

test.each<[string, Given, unknown]>([
  ['workgroupName', { workgroupName: 'Other' }, { Name: 'Other' }],
  ['description', { description: 'Queries of analysts' }, { Description: 'Queries of analysts' }],
  [
    'resultsPrefix',
    { resultsPrefix: 'athena-results/other/' },
    configured({
      ResultConfiguration: {
        OutputLocation: { 'Fn::Join': ['', ['s3://', Match.anyValue(), '/athena-results/other/']] },
      },
    }),
  ],
  [
    'results with a key',
    { kmsKeyArn: key('1') },
    configured({
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: key('1') } },
    }),
  ],
  // aws-cloudformation/cloudformation-coverage-roadmap#667: 50 GB once overflowed an int
  [
    'bytesScannedCutoff above 32 bits',
    { bytesScannedCutoff: Size.bytes(50_000_000_000) },
    configured({ BytesScannedCutoffPerQuery: 50_000_000_000 }),
  ],
  [
    'bytesScannedCutoff, the least Athena takes',
    { bytesScannedCutoff: Size.bytes(10_000_000) },
    configured({ BytesScannedCutoffPerQuery: 10_000_000 }),
  ],
  [
    'bytesScannedCutoff off',
    { bytesScannedCutoff: Size.bytes(0) },
    configured({ BytesScannedCutoffPerQuery: Match.absent() }),
  ],
  [
    'engineVersion',
    { engineVersion: EngineVersion.AUTO },
    configured({ EngineVersion: { SelectedEngineVersion: 'AUTO' } }),
  ],
  [
    'an engine version to come',
    { engineVersion: EngineVersion.of('Athena engine version 4') },
    configured({ EngineVersion: { SelectedEngineVersion: 'Athena engine version 4' } }),
  ],
  ['requesterPays', { requesterPays: true }, configured({ RequesterPaysEnabled: true })],
])('%s', (_, props, properties) => {
  const { template } = stackWith(props);
  expect(template().toJSON()).not.toEqual(stackWith().template().toJSON());
  template().hasResourceProperties(WORKGROUP, properties);
});

test.each([
  [undefined, {}, false],
  [false, { [REMOVE_DATA_CONTEXT]: true }, false],
  [undefined, { [REMOVE_DATA_CONTEXT]: true }, false],
  [true, {}, false],
  [true, { [REMOVE_DATA_CONTEXT]: true }, true],
  [true, { [REMOVE_DATA_CONTEXT]: 'true' }, true],
])('recursiveDelete %j under %j: history and saved queries go with it: %j', (recursiveDelete, context, expected) => {
  const { template } = stackWith({ recursiveDelete }, context);
  template().hasResourceProperties(WORKGROUP, { RecursiveDeleteOption: expected });
});

test('without a cutoff, costs are warned of', () => {
  const { stack } = stackWith({ bytesScannedCutoff: Size.bytes(0) });
  Annotations.fromStack(stack).hasWarning(
    '/lake/Analyst',
    Match.stringLikeRegexp('one query may scan any amount of data: set bytesScannedCutoff to bound its cost'),
  );
});

test('recursiveDelete without the second key is warned of', () => {
  const { stack } = stackWith({ recursiveDelete: true });
  Annotations.fromStack(stack).hasWarning('/lake/Analyst', Match.stringLikeRegexp('a used workgroup will be kept'));
});

test.each([
  [{ workgroupName: '' }, 'workgroup name must be 1 to 128 letters, digits, ".", "_" or "-", got ""'],
  [
    { workgroupName: 'sales analysts' },
    'workgroup name must be 1 to 128 letters, digits, ".", "_" or "-", got "sales analysts"',
  ],
  [
    { workgroupName: 'x'.repeat(129) },
    `workgroup name must be 1 to 128 letters, digits, ".", "_" or "-", got "${'x'.repeat(129)}"`,
  ],
  [
    { resultsPrefix: 'athena-results/analyst' },
    'resultsPrefix must start without and end with "/", got "athena-results/analyst"; write "athena-results/analyst/"',
  ],
  [
    { resultsPrefix: '/analyst/' },
    'resultsPrefix must start without and end with "/", got "/analyst/"; write "athena-results/analyst/"',
  ],
  [{ resultsPrefix: '' }, 'resultsPrefix must start without and end with "/", got ""; write "athena-results/analyst/"'],
  [
    { bytesScannedCutoff: Size.bytes(9_999_999) },
    'bytesScannedCutoff must be at least 10000000 bytes (10 MB), got 9999999; use 0 to switch it off',
  ],
  [
    { bytesScannedCutoff: Size.mebibytes(1) },
    'bytesScannedCutoff must be at least 10000000 bytes (10 MB), got 1048576; use 0 to switch it off',
  ],
])('fails when given %j', (props: Given, message) => {
  expect(() => stackWith(props)).toThrow(new QuiltAthenaValidationError(message, 'lake/Analyst'));
});

test.each([1, 128])('a name of %d characters is fine', (length) => {
  expect(() => stackWith({ workgroupName: 'x'.repeat(length) })).not.toThrow();
});

test('values that only a deployment knows are passed on', () => {
  const stack = new Stack(new App(), 'lake');
  const name = new CfnParameter(stack, 'Name').valueAsString;
  const cutoff = Size.bytes(new CfnParameter(stack, 'Cutoff', { type: 'Number' }).valueAsNumber);
  new Workgroup(stack, 'Analyst', {
    workgroupName: name,
    results: new ResultsBucket(stack, 'Results'),
    resultsPrefix: 'athena-results/analyst/',
    bytesScannedCutoff: cutoff,
  });
  Template.fromStack(stack).hasResourceProperties(WORKGROUP, {
    Name: { Ref: 'Name' },
    WorkGroupConfiguration: { BytesScannedCutoffPerQuery: { Ref: 'Cutoff' } },
  });
});

test('others refer to it by a reference, so that they wait for it', () => {
  const { stack, workgroup, template } = stackWith();
  const [id] = Object.keys(template().findResources(WORKGROUP));
  expect(stack.resolve(workgroup.workgroupName)).toEqual({ Ref: id });
  expect(workgroup.resultsPrefix).toBe('athena-results/analyst/');
  expect(workgroup.resultsKeyArn).toBeUndefined();
  expect(stackWith({ kmsKeyArn: key('1') }).workgroup.resultsKeyArn).toBe(key('1'));
});

test('an imported workgroup is referred to and never created', () => {
  const stack = new Stack(new App(), 'lake', { env: { account: '123456789012', region: 'us-east-1' } });
  const workgroup = Workgroup.fromWorkgroupAttributes(stack, 'Imported', {
    workgroupName: 'primary-2',
    resultsBucketArn: 'arn:aws:s3:::results',
    resultsPrefix: 'athena-results/analyst/',
    resultsKeyArn: key('1'),
  });
  expect(stack.resolve(workgroup.workgroupArn)).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':athena:us-east-1:123456789012:workgroup/primary-2']],
  });
  expect(workgroup.resultsBucketArn).toBe('arn:aws:s3:::results');
  expect(workgroup.resultsKeyArn).toBe(key('1'));
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
});
