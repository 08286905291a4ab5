/** What a deployment does when access is not as declared. */
export enum VerificationFailureAction {
  /** It fails, and is taken back. What could not be found out is only told. */
  FAIL = 'fail',
  /** It tells. */
  WARN = 'warn',
}

/** A query as a role, whose end is known beforehand. */
export interface ExpectedQueryConfig {
  /** Short name of the role. */
  readonly role: string;

  /** The query: one SELECT, run with `EXPLAIN` first. Have it read little, as it is run with each verification. */
  readonly sql: string;
}

/** Proof of access: what is declared is asked of IAM, Lake Formation and Athena, as the roles themselves. */
export interface VerificationConfig {
  /**
   * What a deployment does when access is not as declared, be it too little or too much.
   *
   * @default VerificationFailureAction.FAIL
   */
  readonly onFailure?: VerificationFailureAction;

  /**
   * Queries that must run, beside those that follow from the lake.
   *
   * @default - none
   */
  readonly positive?: ExpectedQueryConfig[];

  /**
   * Queries that must be denied, beside those that follow from the lake. Only a denial counts: a query that fails for
   * another reason proves nothing.
   *
   * @default - none
   */
  readonly negative?: ExpectedQueryConfig[];

  /**
   * When to verify again after deployments, as EventBridge writes it: `rate(1 day)`, `cron(0 6 * * ? *)`, in UTC. It is
   * then also done after calls that CloudTrail records and that can change access.
   *
   * @default - only deployments verify
   */
  readonly schedule?: string;

  /**
   * E-mail addresses that are told what has changed between two runs; each has to confirm once. Needs a `schedule`.
   *
   * @default - none; the output `VerificationTopicArn` names the topic to subscribe to
   */
  readonly notify?: string[];
}
