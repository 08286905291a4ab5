import type { VerificationConfig } from '../../lib/model/lake-config';
import { told, withRoles } from './a-lake';

const verified = (verification: VerificationConfig) => told({ ...withRoles({ name: 'analyst' }), verification });

test.each(['rate(15 minutes)', 'rate(1 hour)', 'rate(2 days)', 'cron(0 6 * * ? *)'])(
  'schedule %s is accepted',
  (schedule) => {
    expect(verified({ schedule })).toEqual([]);
  },
);

const RULE = 'verification.schedule: schedule must be a rate or cron expression of EventBridge';
test.each([
  ['daily', `${RULE}, found "daily"; write for example rate(1 day)`],
  ['rate(1 days)', `${RULE}, found "rate(1 days)"; write rate(1 day)`],
  ['rate(2 day)', `${RULE}, found "rate(2 day)"; write rate(2 days)`],
  ['cron(0 6 * *)', `${RULE}, found "cron(0 6 * *)"; write for example rate(1 day)`],
  [
    'rate(5 minutes)',
    'verification.schedule: schedule must leave 15 minutes between two runs, found "rate(5 minutes)"; write for example rate(1 hour)',
  ],
])('schedule %s is refused', (schedule, message) => {
  expect(verified({ schedule })).toEqual([message]);
});

test('people are told by e-mail, of later runs only', () => {
  expect(verified({ schedule: 'rate(1 day)', notify: ['a@example.com'] })).toEqual([]);
  expect(verified({ notify: ['a@example.com'] })).toEqual([
    'verification.notify: notify tells what has changed between two runs, found no schedule for them; add for example schedule: rate(1 day)',
  ]);
  expect(verified({ schedule: 'rate(1 day)', notify: ['#data', 'a@b.c', 'a@b.c'] })).toEqual([
    'verification.notify[0]: notify must hold e-mail addresses, found "#data"; for other kinds of subscriptions use the topic in the output VerificationTopicArn',
    'verification.notify[2]: an address must be named once, found "a@b.c" again; remove it',
  ]);
});

test('queries are of declared roles', () => {
  expect(verified({ positive: [{ role: 'analist', sql: 'SELECT 1' }] })).toEqual([
    'verification.positive[0].role: unknown role "analist"; declared: analyst; did you mean "analyst"?',
  ]);
});

test('of a role that Quilt manages the ARN must be known', () => {
  const lake = withRoles({ name: 'managed', quiltManaged: true });
  expect(told({ ...lake, verification: { negative: [{ role: 'managed', sql: 'SELECT 1' }] } })).toEqual([
    'verification.negative[0].role: queries are run as the role, whose ARN must be known, found none for "managed"; declare its arn',
  ]);
});

test.each([
  ['DROP TABLE data', 'the SQL must be a query, found DROP'],
  ['INSERT INTO a SELECT 1', 'the SQL must be a query, found INSERT'],
  ['CREATE VIEW v AS SELECT 1', 'what verifies access must be a query, found CREATE VIEW; write its SELECT alone'],
  ['SELECT 1; DROP TABLE data', ''],
  ['', 'the SQL must be one query, found nothing'],
])('%p is no query, and is never run', (sql, message) => {
  const [problem, ...others] = verified({ negative: [{ role: 'analyst', sql }] });
  expect(problem).toContain(`verification.negative[0].sql: ${message}`);
  expect(others).toEqual([]);
});
