import { diagnose } from '../../lib/diagnosis/diagnose';
import { denied, GLUE, VIA_ATHENA } from './messages';

const LINE = '2026-11-24 07:45:42,001 INFO  [worker-7] moved 1024 rows to partition dt=2026-11-24 in 12 ms\n';
const megabytes = (size: number, line = LINE) => line.repeat(Math.ceil((size * 2 ** 20) / line.length));
const FAILURE = `ERROR query failed: ${denied('glue:GetTable', `${GLUE}:table/sales_prod/sales-raw_packages`)} ${VIA_ATHENA}\n`;

const seconds = (work: () => void) => {
  const begin = process.cpuUsage();
  work();
  return process.cpuUsage(begin).user / 1e6;
};

test.each([
  ['at the beginning', FAILURE + megabytes(10)],
  ['in the middle', megabytes(5) + FAILURE + megabytes(5)],
  ['at the end', megabytes(10) + FAILURE],
])('a failure %s of 10 MB of log is found, quickly', (_, log) => {
  let id = '';
  const time = seconds(() => {
    id = diagnose(log).id;
  });
  expect(id).toBe('E04');
  expect(time).toBeLessThan(5);
});

test.each([
  ['lines without a failure', megabytes(10)],
  ['one line', 'x'.repeat(10 * 2 ** 20)],
  ['blanks', ' '.repeat(10 * 2 ** 20)],
  ['line ends', '\n'.repeat(10 * 2 ** 20)],
  ['brackets', '['.repeat(2 * 2 ** 20)],
  [
    'signs of failure that are none',
    megabytes(10, 'not authorized HIVE_ Failed analyzing stored view AccessDenied 403 KMS \n'),
  ],
])('10 MB of %s take no time', (_, log) => {
  expect(seconds(() => diagnose(log))).toBeLessThan(5);
});

test.each([
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['entities', '&amp;'],
  ['wrappers', 'Failed analyzing stored view '],
  ['denials', 'not authorized to perform: glue:GetTable on resource: '],
  ['users', 'User: arn:aws:'],
  ['margins', '│ > '],
  ['Hive errors', 'HIVE_CURSOR_ERROR '],
])('16 kB of %s take no time', (_, text) => {
  expect(seconds(() => diagnose(text.repeat(16_000 / text.length)))).toBeLessThan(1);
});

test('thousands of failures are read, and the denial wins over the throttle', () => {
  const throttled = 'WARN An error occurred (ThrottlingException) when calling the GetTable operation: Rate exceeded\n';
  const log = megabytes(3, LINE.repeat(20) + throttled) + megabytes(1) + FAILURE + megabytes(1);
  const found = diagnose(log);
  expect([found.id, found.also]).toEqual(['E04', ['E35']]);
});

test('JSON lines are read', () => {
  const log = megabytes(1, '{"level":"info","message":"ok"}\n');
  expect(diagnose(`${log}${JSON.stringify({ level: 'error', message: FAILURE })}\n${log}`)).toMatchObject({
    id: 'E04',
    action: 'glue:GetTable',
  });
});
