import { evaluate } from '../policy/evaluate';
import { globMatches, globOf } from '../policy/glob';
import { hasVariables } from '../policy/policy-variables';
import { requestContext } from '../policy/request';
import type { CompiledStatement } from '../policy/statement';
import { StatementIndex } from '../policy/statement-index';
import type { DeclaredLake, DeclaredRole } from './declared-lake';
import type { Violation } from './violation';

/** What the results bucket must refuse to everybody who does not come through Athena. */
const READS = ['s3:GetObject', 's3:GetObjectVersion'];
const WRITES = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:ListMultipartUploadParts',
  's3:PutObject',
  's3:PutObjectTagging',
  's3:RestoreObject',
];
const LISTINGS = ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'];

/** How somebody comes who must be refused. */
const DIRECTLY = { how: 'without Athena', context: { 'aws:ViaAWSService': 'false', 'aws:SecureTransport': 'true' } };
const THROUGH_ANOTHER = {
  how: 'through another service',
  context: { 'aws:ViaAWSService': 'true', 'aws:SecureTransport': 'true', 'aws:CalledVia': ['dynamodb.amazonaws.com'] },
};
const WITHOUT_TLS = {
  how: 'without TLS',
  context: { 'aws:ViaAWSService': 'true', 'aws:SecureTransport': 'false', 'aws:CalledVia': ['athena.amazonaws.com'] },
};

const EVERYTHING = new StatementIndex([
  {
    name: 'Everything',
    document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
  },
]);

interface Somebody {
  readonly name: string;
  readonly arn: string;
  readonly role?: DeclaredRole;
}

/**
 * Whom the results bucket's own policy lets at results without Athena, taken that IAM lets them do everything: roles
 * have other policies that no synthesis sees. Nor may anybody come without TLS.
 */
export function exposedResults(lake: DeclaredLake, policy: readonly CompiledStatement[]): Violation[] {
  const bucket = `arn:${lake.aws.partition}:s3:::${lake.resultsBucket}`;
  const stranger = { name: 'any other', arn: `arn:${lake.aws.partition}:iam::${lake.aws.account}:role/any-other` };
  const everybody: Somebody[] = [stranger, ...lake.roles.map((role) => ({ name: role.name, arn: role.arn, role }))];
  const excluded = lake.excludedArns.map(globOf);
  // Those whom nothing in the policy tells apart get the same answers, so one of them is asked.
  const refused = new Set<string>();
  return everybody
    .filter(({ arn }) => !excluded.some((glob) => globMatches(glob, arn)))
    .flatMap((somebody) => {
      const seen = somebody.role?.clients.includes('directResults') ? undefined : howSeen(somebody.arn, policy);
      if (seen !== undefined && refused.has(seen)) return [];
      const found = questions(lake, bucket, somebody).flatMap((asked) => answered(somebody, asked, policy, lake));
      if (seen !== undefined && found.length === 0) refused.add(seen);
      return found;
    });
}

/** Everything that a policy makes of who somebody is; nothing where it has variables, which may make anything of it. */
function howSeen(arn: string, policy: readonly CompiledStatement[]): string | undefined {
  if (policy.some(({ source }) => hasVariables(JSON.stringify(source)))) return undefined;
  const [, , , , account] = arn.split(':');
  const context = requestContext({ 'aws:PrincipalArn': arn });
  const made = policy.map(({ principal, conditions }) => [
    principal?.(arn, account) ?? null,
    ...conditions.filter(({ key }) => key === 'aws:principalarn').map(({ holds }) => holds(context)),
  ]);
  return JSON.stringify([account, made]);
}

interface Question {
  readonly action: string;
  readonly resource: string;
  readonly prefix?: string;
  readonly way: { readonly how: string; readonly context: Readonly<Record<string, string | readonly string[]>> };
}

function questions(lake: DeclaredLake, bucket: string, { role }: Somebody): Question[] {
  const direct = role?.clients.includes('directResults') ? role : undefined;
  // Without an exception for itself, a role is asked about all objects at once; else about everybody else's one by one.
  const others = lake.roles.filter((other) => direct && other !== direct).map((other) => other.results.prefix);
  const closed = [DIRECTLY, THROUGH_ANOTHER].flatMap((way) => [
    ...['', ...others].flatMap((prefix) => [
      ...[...READS, ...WRITES].map((action) => ({ action, resource: `${bucket}/${prefix}*`, way })),
      ...LISTINGS.map((action) => ({ action, resource: bucket, prefix, way })),
    ]),
    ...(direct ? WRITES : []).map((action) => ({ action, resource: `${bucket}/${direct?.results.prefix}*`, way })),
  ]);
  const plain = READS.map((action) => ({ action, resource: `${bucket}/*`, way: WITHOUT_TLS }));
  return [...closed, ...plain, { action: 's3:ListBucket', resource: bucket, way: WITHOUT_TLS }];
}

function answered(
  somebody: Somebody,
  { action, resource, prefix, way }: Question,
  policy: readonly CompiledStatement[],
  { aws }: DeclaredLake,
): Violation[] {
  const context = requestContext({
    'aws:PrincipalArn': somebody.arn,
    'aws:PrincipalAccount': aws.account,
    'aws:ResourceAccount': aws.account,
    ...way.context,
    ...(prefix === undefined ? {} : { 's3:prefix': prefix }),
  });
  const policies = { identity: EVERYTHING, resource: policy };
  const { decision } = evaluate({ principal: somebody.arn, action, resource, context }, policies);
  if (decision === 'explicitDeny') return [];
  return [
    {
      kind: 'exposed',
      role: somebody.name,
      call: `${action} on ${resource}`,
      about: 'results',
      message: `the results bucket must refuse ${action} on ${resource} ${way.how}, but lets role ${somebody.name} through; give its policy the Deny back`,
    },
  ];
}
