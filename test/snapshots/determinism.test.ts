import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { resourcesOf, writtenTemplates } from '../support/written-templates';
import { LARGE } from './lakes';

/** Large lakes, on machines that others use as well. */
jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'determinism-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('two synths in one process give the same bytes', () => {
  expect([...writtenTemplates(LARGE)]).toEqual([...writtenTemplates(LARGE)]);
});

test('the order in which buckets and roles are declared changes no resource', () => {
  const reversed = { ...LARGE, buckets: [...LARGE.buckets].reverse() };
  const resources = (config: typeof LARGE) => [...writtenTemplates(config).values()].map(resourcesOf);
  expect(resources(reversed)).toEqual(resources(LARGE));
});

test('two processes, in different places and at different times, give the same bytes', () => {
  const script = path.join(folder, 'synthesize-lake.js');
  buildSync({
    entryPoints: [path.join(__dirname, 'synthesize-lake.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs'],
  });
  const run = (env: Record<string, string>, cwd: string): [string, string][] => {
    const modules = path.resolve(__dirname, '../../node_modules');
    const output = execFileSync(process.execPath, [script], {
      cwd,
      env: { PATH: process.env.PATH, NODE_PATH: modules, ...env },
      maxBuffer: 100 * 2 ** 20,
    });
    return JSON.parse(output.toString());
  };
  const one = run({ TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' }, folder);
  const other = run({ TZ: 'America/Los_Angeles', LANG: 'C', AWS_REGION: 'eu-west-1' }, tmpdir());
  expect(other).toEqual(one);
  expect(one).toEqual([...writtenTemplates(LARGE)]);
});
