import type { Finding, FindingKind } from '../../../lib/verification/finding';
import type { VerifiedLake } from './verified-lake';

/** A way in which access gets otherwise than declared, done to a deployed lake by hand. */
export interface SeededFault {
  readonly name: string;
  /** Does it; the answer undoes it. */
  readonly seed: (lake: VerifiedLake) => Promise<() => Promise<unknown>>;
  /** What must be found, among whatever follows from it. */
  readonly detected: DetectedAs;
}

/** The right cause and the right fix. */
export interface DetectedAs {
  readonly kind: FindingKind;
  readonly role?: string;
  readonly subject?: RegExp;
  readonly found: RegExp;
  readonly fix: RegExp;
}

export function detection(findings: readonly Finding[], wanted: DetectedAs): Finding | undefined {
  return findings.find(
    ({ kind, role, subject, found, fix = '', verdict, note }) =>
      verdict === 'fails' &&
      !note &&
      kind === wanted.kind &&
      (wanted.role === undefined || role === wanted.role) &&
      (wanted.subject?.test(subject) ?? true) &&
      wanted.found.test(found) &&
      wanted.fix.test(fix),
  );
}
