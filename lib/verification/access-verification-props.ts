import type { Schedule } from 'aws-cdk-lib/aws-events';
import type { IDependable } from 'constructs';
import type { RecordsBucket } from '../access/records-bucket';
import type { VerificationFailureAction } from '../model/verification-config';

/** Properties of `AccessVerification`. */
export interface AccessVerificationProps {
  /** What is expected, as the text that `writeVerificationPlan` makes of a verification plan. */
  readonly plan: string;

  /** ARN of every role in the plan, by its short name there. */
  readonly roles: Record<string, string>;

  /** Name of the bucket that query results go to. */
  readonly resultsBucketName: string;

  /**
   * ARN of every KMS key in the plan, by its name there.
   *
   * @default - the plan names no key
   */
  readonly keys?: Record<string, string>;

  /**
   * ARN of the function of Tabulator's tables.
   *
   * @default - the plan names none
   */
  readonly tabulatorFunctionArn?: string;

  /**
   * Name of the bucket that the function spills rows to.
   *
   * @default - the plan names none
   */
  readonly spillBucketName?: string;

  /** Where the report is kept for reviewers. */
  readonly records: RecordsBucket;

  /**
   * What happens when access is not as declared, be it too little or too much.
   *
   * @default VerificationFailureAction.FAIL
   */
  readonly onFailure?: VerificationFailureAction;

  /**
   * When to verify again, and tell what has changed. It is also done after calls that CloudTrail records and that can
   * change access, in accounts where a trail is on.
   *
   * @default - only deployments verify
   */
  readonly schedule?: Schedule;

  /**
   * What is verified, and must therefore be there before: databases, tables, views, roles with their policies, grants.
   *
   * @default - only what the properties refer to
   */
  readonly dependencies?: IDependable[];
}
