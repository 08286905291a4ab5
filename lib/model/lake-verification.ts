import { type ExpectedQueryConfig, type VerificationConfig, VerificationFailureAction } from './verification-config';

/** How access is proved, with every default applied. */
export interface LakeVerification {
  readonly onFailure: VerificationFailureAction;
  readonly positive: readonly ExpectedQueryConfig[];
  readonly negative: readonly ExpectedQueryConfig[];
  /** As EventBridge writes it; nothing: only deployments verify. */
  readonly schedule?: string;
  readonly notify: readonly string[];
}

/** Applies the defaults. */
export function verificationFrom(config: VerificationConfig): LakeVerification {
  return {
    onFailure: config.onFailure ?? VerificationFailureAction.FAIL,
    positive: config.positive ?? [],
    negative: config.negative ?? [],
    ...(config.schedule !== undefined && { schedule: config.schedule }),
    notify: config.notify ?? [],
  };
}
