import type { Finding } from './finding';

/** Version of the report's form. */
export const REPORT_VERSION = 1;

/** More than this tells reviewers nothing new, and would make the record too large to read. */
const MOST_FINDINGS = 1_000;

/** `verified`: everything is as declared. `inconclusive`: nothing is known to be wrong, and not everything is known. */
export type Outcome = 'verified' | 'failed' | 'inconclusive';

/** What changes without any declaration, kept so that the next run can tell. */
export interface Facts {
  /** Digest of each role's trust policy. */
  readonly trust: Readonly<Record<string, string>>;
  /** When each table and view was created, by `database.table`. */
  readonly created: Readonly<Record<string, string>>;
}

/** What a verification found: the record that reviewers read. */
export interface VerificationReport {
  readonly version: number;
  readonly stack: string;
  readonly planDigest: string;
  readonly trigger: 'deployment' | 'schedule' | 'event' | 'command';
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outcome: Outcome;
  /** Questions asked, and how many were as declared. */
  readonly asked: number;
  readonly asDeclared: number;
  readonly coverage: readonly string[];
  /** Those that fail first; notes last. */
  readonly findings: readonly Finding[];
  /** Findings beyond those listed. */
  readonly more: number;
  readonly facts: Facts;
}

/** What a report is made of. */
export interface ReportSource
  extends Pick<
    VerificationReport,
    'stack' | 'planDigest' | 'trigger' | 'startedAt' | 'finishedAt' | 'coverage' | 'facts'
  > {
  readonly asked: number;
  readonly findings: readonly Finding[];
}

export function reportOf({ findings, asked, ...source }: ReportSource): VerificationReport {
  const ordered = [...findings].sort((a, b) => weightOf(a) - weightOf(b));
  return {
    version: REPORT_VERSION,
    ...source,
    outcome: outcomeOf(findings),
    asked,
    asDeclared: asked - findings.length,
    findings: ordered.slice(0, MOST_FINDINGS),
    more: Math.max(0, ordered.length - MOST_FINDINGS),
  };
}

/** Whatever only is noted decides nothing. */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  const counting = findings.filter(({ note }) => !note);
  if (counting.some(({ verdict }) => verdict === 'fails')) return 'failed';
  return counting.length > 0 ? 'inconclusive' : 'verified';
}

const weightOf = ({ verdict, note }: Finding) => (note ? 2 : verdict === 'fails' ? 0 : 1);
