import path from 'node:path';
import { explainCommand } from '../../bin/commands/explain';
import { packageRoot } from '../../lib/model/package-root';

const CONFIG = path.join(packageRoot(), 'examples/governed-lake/quilt-athena.yaml');

async function run(...args: string[]): Promise<string> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await explainCommand()
      .exitOverride()
      .parseAsync(['--config', CONFIG, ...args], { from: 'user' });
    return log.mock.calls.map(([line]) => String(line)).join('\n');
  } finally {
    log.mockRestore();
  }
}

test('one operation on one table, for scripts', async () => {
  const on = ['--on', 'governed_lake.governed-reads_manifests', '--columns', 'logical_key,meta'];
  const answer = JSON.parse(await run('--role', 'agent', '--operation', 'select', ...on, '--json'));
  expect(answer).toMatchObject({
    decision: 'deny',
    rule: 'select a table, strict reading',
    operation: 'select',
    principal: 'agent',
    object: 'governed_lake.governed-reads_manifests',
    requires: { predicate: 'CSel', held: false, missingColumns: ['meta'] },
    missing: [{ principal: 'agent', table: 'governed-reads_manifests', columns: ['meta'], privileges: ['SELECT'] }],
  });
});

test('and for people', async () => {
  const told = await run('--role', 'analyst', '--operation', 'drop', '--on', 'governed_lake.shared_files');
  expect(told).toContain('analyst: drop on governed_lake.shared_files: deny');
  expect(told).toContain('no   all of\n');
  expect(told).toContain('no   ALL on governed_lake.governed-reads_manifests');
  expect(told).toContain('lacks\n');
});

test('every operation of a view', async () => {
  expect(await run('--role', 'analyst', '--view', 'shared_files')).toContain('OPERATION');
});

test.each([
  [['--role', 'analyst'], 'a view or a table must be named once, found none'],
  [['--role', 'analyst', '--on', 'governed_lake.shared_files'], 'one operation must be named with --on'],
  [['--role', 'analyst', '--on', 'a.b', '--view', 'c'], 'found two'],
])('%j is told', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});
