/** What a synthesis does when policies are not what was declared. */
export enum ProofFailureAction {
  /** It fails, and nothing is deployed. */
  FAIL = 'fail',
  /** It warns. */
  WARN = 'warn',
}

/** Proof at synth: the policies that the templates hold give each role what was declared, and nothing else. */
export interface ProofConfig {
  /**
   * What a synthesis does when policies give a role less than was declared, or more.
   *
   * @default ProofFailureAction.FAIL
   */
  readonly onFailure?: ProofFailureAction;

  /**
   * Statements that give roles more than was declared, and are meant to: as the failed proof names them,
   * `policy/statement`, or the ARN of a managed policy that was not made here. They stay in `access.json`.
   *
   * @default - none
   */
  readonly accept?: string[];
}
