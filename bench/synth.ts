import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { QuiltAthena } from '../lib/quilt-athena';
import { record } from './bare-resources';
import { report } from './figure';
import { largeLake } from './large-lake';

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
  readonly bytes: number;
}

const ROLES = 10;
const SIZES = [10, 100, 400];
const RUNS = 3;
/** Syntheses in each run: short ones need more to show their least. */
const times = (buckets: number) => Math.max(2, Math.round(200 / buckets));

/** Synthesis of 10, 100 and 400 buckets for 10 roles, over the same resources written as bare L1s. */
export function run(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-synth-'));
  const seconds = new Map<number, number>();
  for (const buckets of SIZES) {
    const file = path.join(folder, `${buckets}.json`);
    writeFileSync(file, JSON.stringify(recorded(buckets)));
    // Taken in turns, so that whatever else the machine does meets both alike.
    const pairs = Array.from({ length: RUNS }, () => [
      child('ours', buckets, ROLES, times(buckets)),
      child('bare', file, times(buckets)),
    ]);
    const best = (side: 0 | 1, of: keyof Run) => Math.min(...pairs.map((pair) => pair[side][of]));
    const at = { buckets, roles: ROLES };
    seconds.set(buckets, best(0, 'seconds'));
    report({
      figure: 'synth.time',
      at,
      value: best(0, 'seconds'),
      unit: 's (cpu)',
      baseline: best(1, 'seconds'),
      limit: 1.3,
    });
    report({
      figure: 'synth.memory',
      at,
      value: best(0, 'megabytes'),
      unit: 'MB',
      baseline: best(1, 'megabytes'),
      limit: 1.3,
    });
    report({ figure: 'template.bytes_per_bucket', at, value: pairs[0][0].bytes / buckets, unit: 'B' });
  }
  const perBucket = (from: number, to: number) => ((seconds.get(to) ?? 0) - (seconds.get(from) ?? 0)) / (to - from);
  report({
    figure: 'synth.growth',
    at: { from: '100–400 buckets', over: '10–100 buckets' },
    value: perBucket(100, 400),
    unit: 's (cpu)/bucket',
    baseline: perBucket(10, 100),
    limit: 1.3,
  });
}

function recorded(buckets: number) {
  const app = new App();
  const stack = new Stack(app, 'lake');
  new QuiltAthena(stack, 'QuiltAthena', largeLake(buckets, ROLES));
  app.synth(); // references between nested stacks become parameters only now
  return record(stack);
}

function child(...args: (string | number)[]): Run {
  const output = execFileSync(process.execPath, [path.join(__dirname, 'synth-child.js'), ...args.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as Run;
}
