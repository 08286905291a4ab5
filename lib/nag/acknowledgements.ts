import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { PolicyDocument } from '../authorization/policy-statement';
import type { QuiltAthena } from '../quilt-athena';
import { flattened } from './flattened';

/** Why a resource with a wildcard is as narrow as it can be, by what it looks like. What matches none is not accepted. */
const WILDCARDS: readonly [pattern: RegExp, reason: string][] = [
  [
    /^\*$/,
    'athena:ListWorkGroups and athena:ListDataCatalogs support no resource but * (Service Authorization Reference, Amazon Athena)',
  ],
  [
    /:table\/[^/*]+\/[^_*]+_\*$/,
    'the tables and views of one declared bucket: no bucket name has a "_", so tables of no other bucket match',
  ],
  [/\/athena-results\/[^/*]+\/\*$/, "results of the role's own workgroup, which Athena names by ids it picks"],
  [/:s3:::[^/*]+\/\.quilt\/(named_)?packages\/\*$/, 'the files that the tables of one declared bucket are stored in'],
  [
    /:s3:::[^/*]+\/\*$/,
    'the role is declared to read or write the packages of this bucket, which are objects of any name',
  ],
];

/** Rules about the results bucket that its short life answers. */
const SHORT_LIFE: readonly [rules: string[], reason: string][] = [
  [
    ['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled', 'HIPAA.Security-S3BucketLoggingEnabled'],
    'results are read and written through Athena only, whose calls CloudTrail and the history of the workgroup record; they are deleted within days',
  ],
  [
    ['NIST.800.53.R5-S3BucketReplicationEnabled', 'HIPAA.Security-S3BucketReplicationEnabled'],
    'a result can be had again by running its query again; a copy elsewhere would outlive its expiration',
  ],
  [
    ['NIST.800.53.R5-S3BucketVersioningEnabled', 'HIPAA.Security-S3BucketVersioningEnabled'],
    'Athena writes each result once under a name of its own, so there is nothing to go back to; versions would keep deleted results',
  ],
];

const WITHOUT_KEY: readonly [rules: string[], reason: string][] = [
  [
    ['NIST.800.53.R5-S3DefaultEncryptionKMS', 'HIPAA.Security-S3DefaultEncryptionKMS'],
    'results are encrypted with keys that S3 manages; results.kmsKey has them encrypted with a key of your own',
  ],
];

/**
 * What cdk-nag finds in a lake and why it is meant that way, finding by finding.
 *
 * The library acknowledges nothing by itself. A stack that is checked with cdk-nag takes these reasons over with one
 * line, or gives its own; wildcards the library does not know the reason of stay findings.
 *
 * @example
 * declare const quilt: QuiltAthena;
 * NagAcknowledgements.apply(quilt);
 */
export class NagAcknowledgements {
  /**
   * Acknowledges the findings of the packs AwsSolutions, NIST 800-53 R5 and HIPAA Security in a lake.
   *
   * @param quilt the lake
   */
  public static apply(quilt: QuiltAthena): void {
    for (const [rules, reason] of [...SHORT_LIFE, ...(quilt.results.encryptionKey ? [] : WITHOUT_KEY)]) {
      Validations.of(quilt.results.bucket).acknowledge(...rules.map((id) => ({ id, reason })));
    }
    for (const role of quilt.queryRoles) for (const policy of role.policies) acknowledgeWildcards(policy);
  }

  private constructor() {}
}

/**
 * Written as `Validations.acknowledge` writes it, which itself takes no id with more than one `::`: those of wildcards have
 * the one of `Resource::`, and those of the ARN or of references in it (aws-cdk-lib/core/lib/validation/validations.js).
 */
function acknowledgeWildcards(policy: CfnManagedPolicy): void {
  const document: PolicyDocument = Stack.of(policy).resolve(policy.policyDocument);
  const reasons: Record<string, string> = {};
  for (const resource of document.Statement.flatMap((statement) => statement.Resource.map(flattened))) {
    const known = WILDCARDS.find(([pattern]) => pattern.test(resource));
    if (known && resource.includes('*')) reasons[`AwsSolutions-IAM5[Resource::${resource}]`] = known[1];
  }
  if (Object.keys(reasons).length > 0) policy.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, reasons);
}
