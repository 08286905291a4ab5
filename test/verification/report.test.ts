import type { Finding } from '../../lib/verification/finding';
import { differencesBetween } from '../../lib/verification/report-difference';
import { summaryOf } from '../../lib/verification/summary';
import { reportOf } from '../../lib/verification/verification-report';

const LOST: Finding = {
  kind: 'grant-lost',
  verdict: 'fails',
  role: 'analyst',
  subject: 'SELECT on lake.orders',
  expected: 'allowed',
  found: 'no grant gives it',
};
const UNKNOWN: Finding = { ...LOST, verdict: 'unknown', kind: 'query', found: 'it is absent, or hidden' };
const NOTE: Finding = { ...LOST, kind: 'call', expected: 'denied', found: 'it is allowed', note: true };

const report = (findings: Finding[], facts = { trust: {}, created: {} }) =>
  reportOf({
    stack: 'arn:aws:cloudformation:us-east-1:123456789012:stack/lake/1',
    planDigest: 'abc',
    trigger: 'schedule',
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:01:00.000Z',
    coverage: ['all'],
    asked: 10,
    findings,
    facts,
  });

describe('the outcome', () => {
  test('is failed where anything is not as declared', () => {
    expect(report([UNKNOWN, LOST])).toMatchObject({ outcome: 'failed', asDeclared: 8 });
  });

  test('is inconclusive where something is not known, and verified where all is as declared', () => {
    expect(report([UNKNOWN]).outcome).toBe('inconclusive');
    expect(report([]).outcome).toBe('verified');
  });

  test('does not depend on what is only noted', () => {
    expect(report([NOTE]).outcome).toBe('verified');
  });
});

describe('the summary', () => {
  test('fits CloudFormation’s reason, and says where the rest is', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => ({
      ...LOST,
      subject: `SELECT on lake.${'x'.repeat(200)}${i}`,
    }));
    const text = summaryOf(report(many), 's3://records/report.json');
    expect(text.length).toBeLessThanOrEqual(1_500);
    expect(text).toMatch(/^access is not as declared: /);
    expect(text.endsWith('all of it: s3://records/report.json')).toBe(true);
  });

  test('shows what fails before what is not known', () => {
    expect(summaryOf(report([UNKNOWN, LOST]), 'x').split('\n')[1]).toBe(
      'role analyst: SELECT on lake.orders must be allowed, found: no grant gives it',
    );
  });
});

describe('the differences', () => {
  test('of equal runs are none', () => {
    expect(differencesBetween(report([LOST]), report([LOST]))).toEqual([]);
  });

  test('say what has happened', () => {
    const added: Finding = { ...LOST, kind: 'grant-added', expected: 'denied', found: 'it is allowed' };
    const stale: Finding = {
      ...LOST,
      kind: 'view',
      role: undefined,
      subject: 'lake.v',
      found: 'the view is stale: in lake.t, column id is gone',
    };
    expect(differencesBetween(report([]), report([LOST, added, stale]))).toEqual([
      expect.stringMatching(/^grant lost: role analyst: SELECT on lake.orders/),
      expect.stringMatching(/^grant added by hand: /),
      expect.stringMatching(/^view stale: lake.v must be allowed, found: the view is stale/),
    ]);
  });

  test('tell a table that took the place of another, and a trust policy that changed', () => {
    const before = report([], { trust: { analyst: 'a' }, created: { 'lake.t': '2026-01-01' } });
    const after = report([], {
      trust: { analyst: 'b' },
      created: { 'lake.t': '2026-02-02', 'lake.new': '2026-02-02' },
    });
    expect(differencesBetween(before, after)).toEqual([
      expect.stringMatching(/^table replaced: lake.t /),
      expect.stringMatching(/^role trust changed: role analyst /),
    ]);
  });

  test('tell what is as declared again', () => {
    expect(differencesBetween(report([LOST]), report([]))).toEqual([
      'as declared again: role analyst: SELECT on lake.orders',
    ]);
  });

  test('tell what is not known any more, and not what is known again to be well', () => {
    expect(differencesBetween(report([]), report([UNKNOWN]))).toEqual([expect.stringMatching(/^not known any more: /)]);
    expect(differencesBetween(report([UNKNOWN]), report([]))).toEqual([]);
  });
});
