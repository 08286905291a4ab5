import { Validations } from 'aws-cdk-lib';
import type { QuiltAthena } from '../quilt-athena';
import { acknowledgeFunctions } from './function-acknowledgements';
import { acknowledgeTabulator } from './tabulator-acknowledgements';
import { acknowledgeWildcards } from './wildcards';

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
    acknowledgeTabulator(quilt);
    acknowledgeFunctions(quilt);
    for (const role of quilt.queryRoles) for (const policy of role.policies) acknowledgeWildcards(policy);
  }

  private constructor() {}
}
