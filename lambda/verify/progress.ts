import type { Finding } from '../../lib/verification/finding';
import type { Facts } from '../../lib/verification/verification-report';
import { LIMITS } from '../grants/budget';
import type { Check, CheckResult } from './checks/check';

/** What became of a check so far. */
export interface Attempted extends CheckResult {
  readonly attempts: number;
  /** It passes: AWS was busy, or the network was away. */
  readonly passing?: boolean;
}

/** A verification under way, which takes more than one invocation. */
export interface RunProgress {
  /** Tells this run from others of the stack. */
  readonly startedAt: number;
  readonly checks: Record<string, Attempted>;
}

/** However long things take to spread, nothing is asked more often than this. */
const MOST_ATTEMPTS = 16;

/**
 * Whether asking again would tell more: policies, grants and trust that were just made spread within a minute or two
 * (aws/aws-cdk#37675), so that what is not as declared is asked about again until then.
 */
export function isSettled(attempted: Attempted | undefined, elapsedMs: number): boolean {
  if (!attempted) return false;
  const counting = attempted.findings.some(({ note }) => !note);
  if (!counting && !attempted.postponed) return true;
  if (attempted.firm && attempted.attempts >= 2) return true;
  if (attempted.attempts >= MOST_ATTEMPTS || elapsedMs >= LIMITS.runMs) return true;
  return elapsedMs >= LIMITS.spreadMs && attempted.attempts >= (attempted.passing ? 4 : 2);
}

/** What the catalog and Athena answer at once. Everything else may only still be spreading. */
const FIRM: ReadonlySet<Finding['kind']> = new Set(['view', 'workgroup']);

const isFirm = ({ kind, verdict, note }: Finding) => FIRM.has(kind) && verdict === 'fails' && !note;

/** Whether a second look has found what no waiting will change. */
export function isLost({ checks }: RunProgress): boolean {
  return Object.values(checks).some(({ attempts, findings }) => attempts >= 2 && findings.some(isFirm));
}

/**
 * What all checks found together; those that were not reached are not known.
 *
 * @param cutShortMs when a run ended that had not settled everything: what may still have been spreading is not known
 */
export function foundBy(checks: readonly Check[], progress: RunProgress, cutShortMs?: number) {
  const findings: Finding[] = [];
  const facts = { trust: {} as Record<string, string>, created: {} as Record<string, string> };
  let asked = 0;
  for (const check of checks) {
    const attempted = progress.checks[check.id];
    asked += attempted?.asked ?? 1;
    const found = attempted?.findings ?? [notReached(check)];
    const open = cutShortMs !== undefined && !isSettled(attempted, cutShortMs);
    findings.push(...(open ? found.map(notWaitedFor) : found));
    Object.assign(facts.trust, attempted?.facts?.trust);
    Object.assign(facts.created, attempted?.facts?.created);
  }
  return { asked, findings, facts: facts as Facts };
}

function notWaitedFor(finding: Finding): Finding {
  if (isFirm(finding) || finding.verdict === 'unknown') return finding;
  return {
    ...finding,
    verdict: 'unknown',
    found: `${finding.found}, which was not waited for, as other findings fail`,
  };
}

function notReached({ id, subject, role }: Check): Finding {
  return {
    kind: kindOf(id),
    verdict: 'unknown',
    ...(role === undefined ? {} : { role }),
    subject,
    expected: 'allowed',
    found: `it was not reached within ${LIMITS.runMs / 60_000} minutes`,
  };
}

/** What a check's findings are about, by the first part of its id. */
export function kindOf(id: string): Finding['kind'] {
  const kinds: Readonly<Record<string, Finding['kind']>> = {
    views: 'view',
    'lake-formation': 'lake-formation',
    trust: 'trust',
    workgroup: 'workgroup',
    grants: 'grant-lost',
    calls: 'call',
  };
  return kinds[id.split('/', 1)[0]] ?? 'query';
}
