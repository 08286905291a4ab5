import type { DeployedNames } from '../../lib/verification/deployed-names';
import type { ResourceEvent } from '../grants/request';

/** What the construct passes to the handler. */
export interface VerificationProperties {
  readonly plan: { readonly bucket: string; readonly key: string; readonly digest: string };
  readonly names: DeployedNames;
  readonly failing: boolean;
}

const TEXTS = [
  'PlanBucket',
  'PlanKey',
  'PlanDigest',
  'Partition',
  'Region',
  'Account',
  'UrlSuffix',
  'ResultsBucket',
  'OnFailure',
] as const;
/** Of lakes with Tabulator. */
const OPTIONAL = ['TabulatorFunction', 'SpillBucket'] as const;
const MAPS = ['Roles', 'Keys'] as const;

export function propertiesOf(raw: Readonly<Record<string, unknown>>): VerificationProperties {
  const unusable = [
    ...TEXTS.filter((name) => typeof raw[name] !== 'string' || raw[name] === ''),
    ...OPTIONAL.filter((name) => raw[name] !== undefined && (typeof raw[name] !== 'string' || raw[name] === '')),
    // CloudFormation leaves out what is empty.
    ...MAPS.filter((name) => raw[name] !== undefined && !isTextMap(raw[name])),
  ];
  if (unusable.length > 0) {
    throw new Error(
      `the verification resource needs ${[...TEXTS, ...MAPS].join(', ')}, found no usable ${unusable.join(', ')}; ` +
        'leave it to the construct AccessVerification to set them',
    );
  }
  const text = (name: (typeof TEXTS)[number]) => String(raw[name]);
  const { TabulatorFunction, SpillBucket } = raw;
  const map = (name: (typeof MAPS)[number]) => (raw[name] ?? {}) as Readonly<Record<string, string>>;
  return {
    plan: { bucket: text('PlanBucket'), key: text('PlanKey'), digest: text('PlanDigest') },
    names: {
      partition: text('Partition'),
      region: text('Region'),
      account: text('Account'),
      urlSuffix: text('UrlSuffix'),
      resultsBucket: text('ResultsBucket'),
      ...(TabulatorFunction && SpillBucket
        ? { tabulator: { functionArn: String(TabulatorFunction), spillBucket: String(SpillBucket) } }
        : {}),
      roles: map('Roles'),
      keys: map('Keys'),
    },
    failing: text('OnFailure') === 'fail',
  };
}

function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}

/** It never changes in the life of a stack. */
export function physicalId({ StackId, PhysicalResourceId }: ResourceEvent): string {
  return PhysicalResourceId ?? `access-verification/${StackId.split('/').slice(1).join('/')}`;
}
