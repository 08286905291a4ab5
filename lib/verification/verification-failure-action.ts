/** What a deployment does when access is not as declared. */
export enum VerificationFailureAction {
  /** It fails, and is taken back. What could not be found out is only told. */
  FAIL = 'fail',
  /** It tells. */
  WARN = 'warn',
}
