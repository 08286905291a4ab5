import { roleNameOf } from '../lake';
import { quote, type Rule, repeated } from './rule';

/** EventBridge User Guide: eb-scheduled-rule-pattern. */
const RATE = /^rate\((\d+) (minutes?|hours?|days?)\)$/;
const CRON = /^cron\(\S+( \S+){5}\)$/;
/** A run takes minutes, and queries cost: one that follows upon the other proves nothing more. */
const LEAST_MINUTES = 15;
const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1_440 };

const scheduleIsOne: Rule = function* ({ config }) {
  const schedule = config.verification?.schedule;
  const problem = schedule === undefined ? undefined : scheduleProblem(schedule);
  if (problem) yield { path: ['verification', 'schedule'], message: problem };
};

function scheduleProblem(schedule: string): string | undefined {
  const rule = 'schedule must be a rate or cron expression of EventBridge';
  if (CRON.test(schedule)) return undefined;
  const [, count, unit] = RATE.exec(schedule) ?? [];
  if (count === undefined) return `${rule}, found ${quote(schedule)}; write for example rate(1 day)`;
  const singular = unit.replace(/s$/, '');
  const wanted = count === '1' ? singular : `${singular}s`;
  if (unit !== wanted) return `${rule}, found ${quote(schedule)}; write rate(${count} ${wanted})`;
  if (Number(count) * MINUTES[singular] >= LEAST_MINUTES) return undefined;
  return `schedule must leave ${LEAST_MINUTES} minutes between two runs, found ${quote(schedule)}; write for example rate(1 hour)`;
}

const addressesAreOnes: Rule = function* ({ config }) {
  const { notify = [], schedule } = config.verification ?? {};
  for (const [i, address] of notify.entries()) {
    if (/^[^\s@]+@[^\s@]+$/.test(address)) continue;
    const message = `notify must hold e-mail addresses, found ${quote(address)}; for other kinds of subscriptions use the topic in the output VerificationTopicArn`;
    yield { path: ['verification', 'notify', i], message };
  }
  for (const [i] of repeated(notify, (address) => address)) {
    yield {
      path: ['verification', 'notify', i],
      message: `an address must be named once, found ${quote(notify[i])} again; remove it`,
    };
  }
  if (notify.length === 0 || schedule !== undefined) return;
  yield {
    path: ['verification', 'notify'],
    message:
      'notify tells what has changed between two runs, found no schedule for them; add for example schedule: rate(1 day)',
  };
};

/** Of a role that Quilt manages nobody knows the ARN, without which it cannot be assumed. */
const verifiedRolesAreKnown: Rule = function* ({ config }) {
  const unknown = new Set(config.roles.filter((role) => role.quiltManaged && role.arn === undefined).map(roleNameOf));
  for (const key of ['positive', 'negative'] as const) {
    for (const [i, { role }] of (config.verification?.[key] ?? []).entries()) {
      if (!unknown.has(role)) continue;
      const message = `queries are run as the role, whose ARN must be known, found none for ${quote(role)}; declare its arn`;
      yield { path: ['verification', key, i, 'role'], message };
    }
  }
};

/** What the proof of access must meet, the SQL of its queries aside. */
export const VERIFICATION_RULES: readonly Rule[] = [scheduleIsOne, addressesAreOnes, verifiedRolesAreKnown];
