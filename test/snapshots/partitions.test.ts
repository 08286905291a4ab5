import { readFileSync } from 'node:fs';
import { writtenTemplates } from '../support/written-templates';
import { BESIDE_QUILT, LARGE, SMALL } from './lakes';

const FLAGS: Record<string, unknown> = JSON.parse(
  readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf8'),
);
const ALL_ON = FLAGS;
const ALL_OFF = Object.fromEntries(Object.keys(FLAGS).map((flag) => [flag, false]));

/** A declaration names ARNs itself; these are not the library's. */
const DECLARED =
  /arn:aws:(iam::123456789012:role\/ReadWriteQuiltV2-sales-prod|kms:us-east-1:123456789012:key\/[0-9a-f-]+)/g;

/** Services, as `aws:CalledVia` and names of service-linked roles spell them in every partition. */
const SERVICES = ['access-analyzer.amazonaws.com', 'athena.amazonaws.com', 'cloudformation.amazonaws.com'];

const SHARDED = { ...LARGE, buckets: LARGE.buckets.slice(0, 2) };
const LAKES = { small: SMALL, 'beside Quilt': BESIDE_QUILT, sharded: SHARDED };
const PLACES = {
  'an unknown account and Region': {},
  GovCloud: { account: '123456789012', region: 'us-gov-west-1' },
  China: { account: '123456789012', region: 'cn-north-1' },
};
const FLAG_SETS = { 'no flags': {}, 'all flags on': ALL_ON, 'all flags off': ALL_OFF };

const cases = Object.entries(LAKES).flatMap(([lake, config]) =>
  Object.entries(PLACES).flatMap(([place, env]) =>
    Object.entries(FLAG_SETS).map(([flags, context]) => ({ lake, config, place, env, flags, context })),
  ),
);

test.each(cases)('$lake in $place with $flags: no partition, no host is written out', ({ config, env, context }) => {
  for (const text of writtenTemplates(config, { env, context }).values()) {
    expect(text.replace(DECLARED, '')).not.toMatch(/arn:aws:/);
    const hosts = text.match(/[\w.-]*amazonaws\.com(?!\.cn)/g) ?? [];
    expect(SERVICES).toEqual(expect.arrayContaining([...new Set(hosts)]));
  }
});

test.each(Object.entries(FLAG_SETS))('%s: what a role may do is the same', (_, context) => {
  const policies = (flags: Record<string, unknown>) =>
    [...writtenTemplates(SMALL, { context: flags }).values()]
      .flatMap((text) =>
        Object.values(JSON.parse(text).Resources as Record<string, { Type: string; Properties: unknown }>),
      )
      .filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
      .map(({ Properties }) => Properties);
  expect(policies(context)).toEqual(policies({}));
  expect(policies(context)).toHaveLength(2);
});
