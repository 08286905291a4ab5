import { WORKGROUP_NAME_LIMIT } from '../model/names';
import { type AwsEnvironment, WORST_CASE } from './aws-environment';
import { missingStatements } from './missing-statements';
import { MANAGED_POLICY_LIMIT, POLICIES_PER_ROLE, packed } from './policy-packing';
import { type PolicyStatement, policyLength } from './policy-statement';
import { quiltBaseline } from './quilt-baseline';
import type { BucketAccess, RoleAccess } from './role-access';
import { bucketStatements, queryStatements } from './role-statements';

/** One managed policy of a role. */
export interface RolePolicy {
  /** `Query`, or `Data` and the part's stable name. */
  readonly id: string;
  readonly statements: PolicyStatement[];
}

/** The managed policies of a role. */
export interface RolePolicies {
  /** What it needs to run queries. */
  readonly query: RolePolicy;
  /** What it needs on its buckets, in as many policies as IAM's limit asks for. */
  readonly data: RolePolicy[];
  /** False where filling the policies to the brim was the only way: adding a bucket then touches several. */
  readonly stable: boolean;
}

/** What about the role matters beside its access. */
export interface RolePolicyOptions {
  /** Leave out what a Quilt stack already gives. */
  readonly besideQuilt: boolean;
  /** Policies the role can take. @default POLICIES_PER_ROLE */
  readonly most?: number;
}

/** Divides a role's rights into managed policies below IAM's limits; the same for every environment. */
export function rolePolicies(access: RoleAccess, aws: AwsEnvironment, options: RolePolicyOptions): RolePolicies {
  const query = (of: RoleAccess, where: AwsEnvironment) => reduced(queryStatements(of, where), of, where, options);
  const data = (buckets: readonly BucketAccess[], where: AwsEnvironment) =>
    reduced(bucketStatements(access, buckets, where), { ...access, buckets }, where, options);

  const fits = fittingIn(MANAGED_POLICY_LIMIT, (buckets) => policyLength(data(buckets, WORST_CASE)), access.buckets);
  const parts = packed(access.buckets, fits, (options.most ?? POLICIES_PER_ROLE) - 1);
  const tooLong = parts.find((part) => !fits(part.items));
  if (tooLong) throw new RangeError(`the rights on bucket ${tooLong.items[0].name} alone exceed one managed policy`);
  const length = policyLength(query(longestNames(access), WORST_CASE));
  if (length > MANAGED_POLICY_LIMIT) {
    throw new RangeError(
      `the rights to run queries need ${length} characters of the ${MANAGED_POLICY_LIMIT} IAM allows`,
    );
  }
  return {
    query: { id: 'Query', statements: query(access, aws) },
    data: parts.map((part) => ({ id: `Data${part.id}`, statements: data(part.items, aws) })),
    stable: !parts.some((part) => part.id.startsWith('Part')),
  };
}

function reduced(needed: PolicyStatement[], of: RoleAccess, where: AwsEnvironment, { besideQuilt }: RolePolicyOptions) {
  return besideQuilt ? missingStatements(needed, quiltBaseline(of, where)) : needed;
}

/**
 * Whether buckets fit into one policy: what the statements themselves take, plus what each bucket adds to them.
 *
 * Adding up is an upper bound (a key that two buckets share counts twice), and spares writing out a policy of 6 kB for
 * each question.
 */
function fittingIn(
  limit: number,
  length: (buckets: readonly BucketAccess[]) => number,
  buckets: readonly BucketAccess[],
): (part: readonly BucketAccess[]) => boolean {
  if (length(buckets) <= limit) return () => true;
  const keyed = buckets.find((b) => b.kmsKey);
  const frame: BucketAccess = { name: '', write: buckets.some((b) => b.write), kmsKey: keyed?.kmsKey };
  const fixed = length([frame]);
  const added = new Map(buckets.map((bucket) => [bucket.name, length([frame, bucket]) - fixed]));
  return (part) => part.reduce((sum, bucket) => sum + (added.get(bucket.name) ?? 0), fixed) <= limit;
}

/** Names that may be tokens here, at their longest. */
function longestNames(access: RoleAccess): RoleAccess {
  const { partition, region, account } = WORST_CASE;
  const kmsKey = access.results.kmsKey && `arn:${partition}:kms:${region}:${account}:key/${'x'.repeat(36)}`;
  return {
    ...access,
    workgroupName: 'x'.repeat(WORKGROUP_NAME_LIMIT),
    results: { ...access.results, bucketArn: `arn:${partition}:s3:::${'x'.repeat(63)}`, kmsKey },
  };
}
