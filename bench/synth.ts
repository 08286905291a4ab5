import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { QuiltAthena } from '../lib/quilt-athena';
import { record } from './bare-resources';
import { report } from './figure';
import { largeLake } from './large-lake';

const ROLES = 10;
const SIZES = [10, 100, 400];
/** Pairs of syntheses, the first third of them to warm up; a small lake takes little time, so it gets more. */
const pairs = (buckets: number) => Math.max(9, Math.round(600 / buckets));

/**
 * Synthesis of 10, 100 and 400 buckets for 10 roles, over the same resources written as bare L1s. Nothing is proven of
 * those, so that `synth.time` leaves the proof of access out; `synth.time_with_proof` is what users wait for.
 */
export function run(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-synth-'));
  try {
    const seconds = SIZES.map((buckets) => ofSize(buckets, folder));
    const perBucket = (from: number, to: number) => (seconds[to] - seconds[from]) / (SIZES[to] - SIZES[from]);
    report({
      figure: 'synth.growth',
      at: { from: '100–400 buckets', over: '10–100 buckets' },
      value: perBucket(1, 2),
      unit: 's (cpu)/bucket',
      baseline: perBucket(0, 1),
      limit: 1.3,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reports the figures of one size, and returns the median seconds of ours. */
function ofSize(buckets: number, folder: string): number {
  const at = { buckets, roles: ROLES };
  const file = path.join(folder, `${buckets}.json`);
  writeFileSync(file, JSON.stringify(recorded(buckets)));
  const times = child<Record<'ours' | 'proven' | 'bare', number[]>>('time', file, buckets, ROLES, pairs(buckets));
  const ours = warm(times.ours);
  const bare = warm(times.bare);
  const overBare = (values: readonly number[]) => {
    const ratios = values.map((value, i) => value / bare[i]);
    const spread: [number, number] = [quantile(ratios, 0.1), quantile(ratios, 0.9)];
    return { at, value: median(values), unit: 's (cpu)', baseline: median(bare), spread };
  };
  report({ figure: 'synth.time', ...overBare(ours), limit: 1.3 });
  report({ figure: 'synth.time_with_proof', ...overBare(warm(times.proven)) });
  const proofs = warm(child<number[]>('proof', buckets, ROLES, pairs(buckets)));
  report({
    figure: 'synth.proof',
    at,
    value: median(proofs) * 1000,
    unit: 'ms (cpu)',
    spread: [quantile(proofs, 0.1) * 1000, quantile(proofs, 0.9) * 1000],
  });
  const memory = (side: string) => child<{ megabytes: number; bytes: number }>('memory', side, file, buckets, ROLES);
  const [mine, theirs] = [memory('ours'), memory('bare')];
  report({
    figure: 'synth.memory',
    at,
    value: mine.megabytes,
    unit: 'MB',
    baseline: theirs.megabytes,
    limit: 1.3,
  });
  report({ figure: 'template.bytes_per_bucket', at, value: mine.bytes / buckets, unit: 'B' });
  return median(ours);
}

function recorded(buckets: number) {
  const app = new App();
  const stack = new Stack(app, 'lake');
  new QuiltAthena(stack, 'QuiltAthena', largeLake(buckets, ROLES));
  app.synth(); // references between nested stacks become parameters only now
  return record(stack);
}

function child<T>(...args: (string | number)[]): T {
  const script = path.join(__dirname, 'synth-child.js');
  const output = execFileSync(process.execPath, [script, ...args.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as T;
}

/** The first syntheses also load and compile the code, which is not what grows with a lake. */
const warm = (values: readonly number[]) => values.slice(Math.floor(values.length / 3));

const median = (values: readonly number[]) => quantile(values, 0.5);

function quantile(values: readonly number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1) + 0.5)];
}
