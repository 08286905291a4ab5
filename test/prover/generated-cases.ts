// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables and Fn::Sub are written so
import fc from 'fast-check';
import {
  type ConditionElement,
  listOf,
  type PlainPolicy,
  type StatementElement,
} from '../../lib/prover/policy/policy-document';

/** Policies and a request made up by chance, near enough to each other that all answers come up. */
export interface GeneratedCase {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context: Record<string, string | string[]>;
  readonly identity: readonly PlainPolicy[];
  readonly boundary?: PlainPolicy;
  readonly session?: PlainPolicy;
  readonly resourcePolicy?: PlainPolicy;
}

export const ACCOUNT = '123456789012';
const OTHER = '210987654321';
const role = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:role/${name}`;
const aws = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;

/** What can be asked: an action with resources of its kind. */
const ASKED: [action: string, resources: string[]][] = [
  [
    's3:GetObject',
    ['lake/a/1.csv', 'lake/a/b/1.csv', 'lake/analyst/1.csv', 'lake-2/a/1.csv', 'lake/a:b'].map(
      (p) => `arn:aws:s3:::${p}`,
    ),
  ],
  ['s3:PutObject', ['lake/a/1.csv', 'lake/curator/1.csv'].map((p) => `arn:aws:s3:::${p}`)],
  ['s3:ListBucket', ['arn:aws:s3:::lake', 'arn:aws:s3:::lake-2']],
  ['s3:GetBucketLocation', ['arn:aws:s3:::lake', 'arn:aws:s3:::Lake']],
  [
    'glue:GetTable',
    [
      aws('glue', 'catalog'),
      aws('glue', 'database/db'),
      aws('glue', 'table/db/lake_a'),
      aws('glue', 'table/db/lake-2_a'),
    ],
  ],
  ['glue:GetDatabase', [aws('glue', 'catalog'), aws('glue', 'database/db'), aws('glue', 'database/default')]],
  ['athena:StartQueryExecution', [aws('athena', 'workgroup/analyst'), aws('athena', 'workgroup/analyst-2')]],
  ['athena:GetDataCatalog', [aws('athena', 'datacatalog/AwsDataCatalog')]],
  ['athena:ListWorkGroups', ['*']],
  ['kms:Decrypt', [aws('kms', 'key/1'), aws('kms', 'key/2')]],
  ['lambda:InvokeFunction', [aws('lambda', 'function:tabulator')]],
];

const ACTION_PATTERNS = [
  ...ASKED.map(([action]) => action),
  ...[
    'S3:getobject',
    's3:*',
    's3:Get*',
    's3:*Object',
    's3:Get??????',
    'glue:*',
    'glue:Get*',
    'athena:*',
    'athena:*Query*',
    'kms:*',
    '*',
    'lambda:*',
  ],
];

const RESOURCE_PATTERNS = [
  ...ASKED.flatMap(([, resources]) => resources),
  ...[
    '*',
    'lake*',
    'lake/*',
    'lake/a/*',
    'lake/a/?.csv',
    'lake/*/1.csv',
    'lake/a?b',
    'lake/${aws:PrincipalTag/team}/*',
    "lake/${aws:PrincipalTag/team, 'a'}/*",
    'lake/${aws:username}/*',
    'lake/${*}/*',
    '???e',
  ].map((p) => `arn:aws:s3:::${p}`),
  ...[
    '*',
    'table/db/*',
    'table/db/lake_*',
    'table/*/lake_?',
    'database/*',
    'd*',
    'table/db/${aws:PrincipalTag/team}_*',
  ].map((p) => aws('glue', p)),
  ...['workgroup/*', 'workgroup/analyst*', 'workgroup/${aws:PrincipalTag/team}', '*'].map((p) => aws('athena', p)),
  ...['key/*', 'key/?'].map((p) => aws('kms', p)),
  ...[
    `arn:aws:glue:*:${ACCOUNT}:*`,
    'arn:aws:glue:us-east-1:*:database/db',
    'arn:aws:kms:*:*:key/*',
    'arn:*:s3:::lake/*',
  ],
];

interface KeyKind {
  readonly values: readonly string[];
  readonly policyValues: readonly string[];
  readonly operators: readonly string[];
  /** The request can have several. */
  readonly multi?: boolean;
  /** Actions whose requests can have it. @default - all */
  readonly of?: readonly string[];
}

const STRINGS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
];
const ARNS = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'];
const ordered = (kind: string) =>
  ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((o) => kind + o);
const CALLERS = ['athena.amazonaws.com', 'cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'];
const TEAMS = ['analyst', 'Analyst', 'a', 'curator', '*'];

const KEYS: Record<string, KeyKind> = {
  'aws:CalledVia': {
    values: CALLERS,
    policyValues: [...CALLERS, '*.amazonaws.com', 'Athena.amazonaws.com'],
    operators: STRINGS,
    multi: true,
  },
  'aws:TagKeys': { values: TEAMS, policyValues: [...TEAMS, 'a*', '?'], operators: STRINGS, multi: true },
  'aws:PrincipalTag/team': {
    values: TEAMS,
    policyValues: [...TEAMS, 'a*', '${aws:username}', "${aws:username, 'a'}"],
    operators: STRINGS,
  },
  'aws:PrincipalTag/star': {
    values: TEAMS,
    policyValues: ['${*}', '${?}', 'a${$}', '*'],
    operators: ['StringLike', 'StringNotLike'],
  },
  'aws:username': {
    values: TEAMS,
    policyValues: [...TEAMS, '${aws:PrincipalTag/team}', 'an?lyst'],
    operators: STRINGS,
  },
  'aws:ResourceAccount': {
    values: [ACCOUNT, OTHER],
    policyValues: [ACCOUNT, OTHER, '${aws:PrincipalAccount}', '1*'],
    operators: STRINGS,
  },
  'aws:PrincipalAccount': { values: [ACCOUNT], policyValues: [ACCOUNT, OTHER], operators: STRINGS },
  'aws:SourceArn': {
    values: ['arn:aws:s3:::lake', aws('athena', 'workgroup/analyst'), 'arn:aws:s3:::a:b'],
    policyValues: [
      'arn:aws:s3:::lake',
      'arn:aws:s3:::*',
      aws('athena', 'workgroup/*'),
      'arn:aws:*:*:*:workgroup/analys?',
      'arn:aws:s3:::a*',
      'arn:aws:s3:::${aws:username}:b',
    ],
    operators: [...ARNS, ...STRINGS],
  },
  'aws:SecureTransport': { values: ['true', 'false'], policyValues: ['true', 'false'], operators: ['Bool'] },
  'aws:ViaAWSService': { values: ['true', 'false'], policyValues: ['true', 'false'], operators: ['Bool'] },
  'aws:MultiFactorAuthAge': {
    values: ['0', '1', '3600', '-1'],
    policyValues: ['0', '1', '3599.5', '3600'],
    operators: ordered('Numeric'),
  },
  'aws:CurrentTime': {
    values: ['2026-01-01T00:00:00Z', '2026-06-01T12:00:00Z'],
    policyValues: ['2026-01-01T00:00:00Z', '2026-06-01T12:00:00+00:00', '2026-03-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    operators: ordered('Date'),
  },
  'aws:SourceIp': {
    values: ['10.1.2.3', '192.0.2.7'],
    policyValues: ['10.0.0.0/8', '10.1.2.3', '192.0.2.0/29', '128.0.0.0/1'],
    operators: ['IpAddress', 'NotIpAddress'],
  },
  'aws:VpcSourceIp': {
    values: ['2001:db8::1', '2001:db8:0:1::2'],
    policyValues: ['2001:db8::/32', '2001:db8::/64', '2001:db8::2'],
    operators: ['IpAddress', 'NotIpAddress'],
  },
  's3:prefix': {
    values: ['a/', 'analyst/', ''],
    policyValues: ['a/', 'a*', '', '${aws:PrincipalTag/team}/', '*'],
    operators: STRINGS,
    of: ['s3:ListBucket'],
  },
  's3:max-keys': {
    values: ['1', '1000'],
    policyValues: ['1', '10'],
    operators: ordered('Numeric'),
    of: ['s3:ListBucket'],
  },
  'kms:ViaService': {
    values: ['s3.us-east-1.amazonaws.com'],
    policyValues: ['s3.us-east-1.amazonaws.com', 's3.*'],
    operators: STRINGS,
    of: ['kms:Decrypt'],
  },
};

const oneOrTwo = <T>(values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

const oneOrMore = <T>(values: T[]) => (values.length === 1 ? values[0] : values);

/** Under a negation, the prover takes no variable that may have no value. */
const withDefault = (value: string) => value.replace(/\$\{([a-zA-Z:/]+)\}/, "${$1, 'a'}");

/** In so many cases of a hundred; else nothing. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary }, { weight: 100 - weight, arbitrary: fc.constant(undefined) });

const block = fc.constantFrom(...Object.entries(KEYS)).chain(([key, kind]) => {
  const quantifier = kind.multi ? fc.constantFrom('ForAllValues:', 'ForAnyValue:') : fc.constant('');
  const usual = fc
    .tuple(
      quantifier,
      fc.constantFrom(...kind.operators),
      fc.constantFrom('', '', 'IfExists'),
      oneOrTwo(kind.policyValues),
      fc.boolean(),
    )
    .map(
      ([q, operator, suffix, values, lower]): ConditionElement => ({
        [`${q}${operator}${q === 'ForAnyValue:' ? '' : suffix}`]: {
          [lower ? key.toLowerCase() : key]: oneOrMore(/Not/.test(operator) ? values.map(withDefault) : values),
        },
      }),
    );
  const missing = fc.constantFrom('true', 'false').map((value): ConditionElement => ({ Null: { [key]: value } }));
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: missing });
});

const condition = fc.array(block, { minLength: 1, maxLength: 2 }).map((blocks) => {
  const merged: Record<string, ConditionElement[string]> = {};
  for (const each of blocks)
    for (const [operator, keys] of Object.entries(each)) merged[operator] = { ...merged[operator], ...keys };
  return merged;
});

const effect = fc.constantFrom<('Allow' | 'Deny')[]>('Allow', 'Allow', 'Allow', 'Deny');

function statement(action: string, resource: string): fc.Arbitrary<StatementElement> {
  const actions = fc.oneof(fc.constant([action]), oneOrTwo([action, ...ACTION_PATTERNS]));
  const near = RESOURCE_PATTERNS.filter((pattern) => pattern.split(':')[2] === resource.split(':')[2]);
  const resources: fc.Arbitrary<string[]> = fc.oneof(
    fc.constant<string[]>([resource]),
    fc.constant<string[]>(['*']),
    oneOrTwo([resource, ...near]),
    oneOrTwo(RESOURCE_PATTERNS),
  );
  return fc
    .record({
      effect,
      actions,
      resources,
      notAction: fc.integer({ min: 0, max: 9 }),
      notResource: fc.integer({ min: 0, max: 9 }),
      condition: sometimes(condition, 50),
    })
    .map(({ effect: Effect, actions: a, resources: r, notAction, notResource, condition: Condition }) => ({
      Effect,
      ...(notAction === 0 ? { NotAction: a } : { Action: a }),
      ...(notResource === 0 ? { NotResource: r.map(withDefault) } : { Resource: r }),
      ...(Condition ? { Condition } : {}),
    }));
}

function policy(statements: fc.Arbitrary<StatementElement>, most = 3): fc.Arbitrary<PlainPolicy> {
  return fc
    .array(statements, { minLength: 1, maxLength: most })
    .map((list) => ({ Version: '2012-10-17', Statement: list }));
}

const PRINCIPALS: StatementElement['Principal'][] = [
  '*',
  { AWS: '*' },
  { AWS: role('analyst') },
  { AWS: [role('analyst'), role('curator')] },
  { AWS: role('curator') },
  { AWS: ACCOUNT },
  { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  { AWS: OTHER },
  { Service: 'athena.amazonaws.com' },
];

const context = (action: string) => {
  const keys = Object.entries(KEYS).filter(([, { of }]) => !of || of.includes(action));
  const entries = keys.map(([key, kind]) => {
    const value: fc.Arbitrary<string | string[]> = kind.multi ? oneOrTwo(kind.values) : fc.constantFrom(...kind.values);
    return [key, fc.option(value, { nil: undefined })] as const;
  });
  return fc.record(Object.fromEntries(entries)).map((values) => {
    const present = Object.entries(values).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined,
    );
    return Object.fromEntries(present);
  });
};

/** Any case. */
export const generatedCase: fc.Arbitrary<GeneratedCase> = fc
  .constantFrom(...ASKED)
  .chain(([action, resources]) => fc.tuple(fc.constant(action), fc.constantFrom(...resources)))
  .chain(([action, resource]) => {
    const plain = statement(action, resource);
    // A resource's policy is about that resource; IAM refuses others there.
    const own = fc
      .tuple(plain, fc.constantFrom(...PRINCIPALS))
      .map(([s, Principal]): StatementElement => ({ ...s, Principal }));
    const most = action.startsWith('s3:') || action.startsWith('kms:') ? 2 : 0;
    return fc
      .record({
        principal: fc.constantFrom(role('analyst'), role('path/analyst')),
        action: fc.constant(action),
        resource: fc.constant(resource),
        resourceAccount: fc.constantFrom(ACCOUNT, ACCOUNT, ACCOUNT, OTHER),
        context: context(action),
        identity: fc.array(policy(plain), { minLength: 1, maxLength: 2 }),
        boundary: sometimes(policy(plain), 30),
        session: sometimes(policy(plain), 20),
        resourcePolicy: most ? sometimes(policy(own, most), 60) : fc.constant(undefined),
      })
      .map(withinWhatPagesSay);
  });

/** Whether a bound limits what a resource's policy gives to everyone, no page says. */
function withinWhatPagesSay(each: GeneratedCase): GeneratedCase {
  if (!each.boundary && !each.session) return each;
  const everyone = (s: StatementElement) => s.Effect === 'Allow' && /\*/.test(JSON.stringify(s.Principal));
  const open = listOf(each.resourcePolicy?.Statement).some(everyone);
  return open ? { ...each, boundary: undefined, session: undefined } : each;
}
