import type { Finding } from '../../../lib/verification/finding';
import type { Facts } from '../../../lib/verification/verification-report';

/** A part of a verification that is done, and repeated, as one. */
export interface Check {
  /** The same in every run of a plan. */
  readonly id: string;
  /** What it is about, for the log and for when it could not be made. */
  readonly subject: string;
  readonly role?: string;
  /** It runs queries, which leaves results and the history of a workgroup: neither can then be deleted. */
  readonly leavesTraces?: true;
  readonly make: () => Promise<CheckResult>;
}

export interface CheckResult {
  /** Questions that were asked. */
  readonly asked: number;
  readonly findings: readonly Finding[];
  /** It depends on something that another check reports, and may be possible later. */
  readonly postponed?: true;
  /** No waiting changes it. */
  readonly firm?: true;
  readonly facts?: Partial<Facts>;
}
