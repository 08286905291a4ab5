import { type AwsEnvironment, WORST_CASE } from './aws-environment';
import { missingStatements } from './missing-statements';
import { MANAGED_POLICY_LIMIT, packed, POLICIES_PER_ROLE } from './policy-packing';
import { type PolicyStatement, policyLength } from './policy-statement';
import { quiltBaseline } from './quilt-baseline';
import type { BucketAccess, RoleAccess } from './role-access';
import { bucketStatements, queryStatements } from './role-statements';
import { WORKGROUP_NAME_LIMIT } from '../model/names';

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
  const longest = longestNames(access);
  const reduced = (statements: PolicyStatement[], where: AwsEnvironment, of: RoleAccess) =>
    options.besideQuilt ? missingStatements(statements, quiltBaseline(of, where)) : statements;
  const data = (buckets: readonly BucketAccess[], where: AwsEnvironment) =>
    reduced(bucketStatements(access, buckets, where), where, access);
  const fits = (buckets: readonly BucketAccess[]) => policyLength(data(buckets, WORST_CASE)) <= MANAGED_POLICY_LIMIT;

  const parts = packed(access.buckets, fits, (options.most ?? POLICIES_PER_ROLE) - 1);
  const tooLong = parts.find((part) => !fits(part.items));
  if (tooLong) throw new RangeError(`the rights on bucket ${tooLong.items[0].name} alone exceed one managed policy`);
  const length = policyLength(reduced(queryStatements(longest, WORST_CASE), WORST_CASE, longest));
  if (length > MANAGED_POLICY_LIMIT) {
    throw new RangeError(`the rights to run queries need ${length} characters of the ${MANAGED_POLICY_LIMIT} IAM allows`);
  }
  return {
    query: { id: 'Query', statements: reduced(queryStatements(access, aws), aws, access) },
    data: parts.map((part) => ({ id: `Data${part.id}`, statements: data(part.items, aws) })),
    stable: !parts.some((part) => part.id.startsWith('Part')),
  };
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
