import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TabulatorType } from '../lib/tabulator/definition/table-definition';
import { localAsset } from '../local/local-asset';
import { preparePythonEnvironment } from '../local/python-environment';
import { S3Server } from '../test/lambda/tabulator/s3-server';
import { report } from './figure';
import { inTurns, Reader, type Taken } from './tabulator/reader';

type Types = Readonly<Record<string, TabulatorType>>;

const NARROW: Types = { id: 'BIGINT', name: 'STRING', value: 'DOUBLE', flag: 'BOOLEAN' };
const wideType = (i: number): TabulatorType => (i < 30 ? 'DOUBLE' : i < 40 ? 'INT' : 'STRING');
const WIDE: Types = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`c${i}`, wideType(i)]));

interface Reading {
  readonly file: string;
  readonly types: Types;
  readonly columns: readonly string[];
  /** How much more processor time than pyarrow it may take: 0.3 of its rows a second for CSV, 0.5 for Parquet. */
  readonly limit: number;
}

const READINGS: readonly Reading[] = (['csv', 'parquet'] as const).flatMap((format): Reading[] => {
  const limit = format === 'csv' ? 1 / 0.3 : 1 / 0.5;
  return [
    { file: `narrow.${format}`, types: NARROW, columns: Object.keys(NARROW), limit },
    { file: `wide.${format}`, types: WIDE, columns: Object.keys(WIDE), limit },
    { file: `wide.${format}`, types: WIDE, columns: ['c7'], limit },
  ];
});
/** Every text in quotes, as pyarrow and R write it unless they are told otherwise. */
const QUOTED: Reading = { ...READINGS[0], file: 'quoted.csv' };

const TIMES = 15;
const MOST_MEGABYTES = 1024;

interface Tools {
  readonly folder: string;
  baseline(...args: readonly string[]): Promise<void>;
  child<T>(...args: readonly string[]): Promise<T>;
  ours(...args: readonly string[]): Reader;
  theirs(...args: readonly string[]): Reader;
}

/** Tabulator's connector, against pyarrow reading the same files with one thread. */
export async function run(): Promise<void> {
  const { pythonPath } = await preparePythonEnvironment(localAsset('requirements.lock'));
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-tabulator-'));
  const script = path.join(__dirname, '../../bench/tabulator/baseline.py');
  const child = path.join(__dirname, 'tabulator-child.js');
  const output = async (program: string, args: readonly string[]) =>
    (await promisify(execFile)(program, [...args], { env: { ...process.env, NODE_NO_WARNINGS: '1' } })).stdout;
  const tools: Tools = {
    folder,
    baseline: async (...args) => void (await output(pythonPath, [script, ...args])),
    child: async (...args) => JSON.parse(await output(process.execPath, [child, ...args])),
    ours: (...args) => new Reader(process.execPath, [child, 'read', ...args]),
    theirs: (...args) => new Reader(pythonPath, [script, 'read', ...args]),
  };
  try {
    await tools.baseline('write', folder);
    for (const reading of [...READINGS, QUOTED]) await speed(tools, reading);
    await encryption(tools);
    await pruning(tools);
    await listing(tools);
    await tools.baseline('large', folder);
    for (const file of ['large.csv', 'large.parquet']) await memory(tools, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const seconds = (taken: readonly Taken[]) => median(taken.map((each) => each.seconds));

const readingArgs = ({ folder }: Tools, file: string, types: Types, columns: readonly string[]) =>
  [path.join(folder, file), JSON.stringify(types), JSON.stringify(columns)] as const;

async function speed(tools: Tools, { file, types, columns, limit }: Reading): Promise<void> {
  const args = readingArgs(tools, file, types, columns);
  const [ours, theirs] = await inTurns([tools.ours(...args), tools.theirs(...args)], TIMES);
  const at = { file, columns: `${columns.length} of ${Object.keys(types).length}` };
  report({ figure: 'tabulator.read', at, value: seconds(ours), unit: 's (cpu)', baseline: seconds(theirs), limit });
  const first = median(ours.map((each) => each.first ?? Number.NaN));
  report({ figure: 'tabulator.first-block', at, value: first, unit: 'ms' });
}

/** What it takes to encrypt the blocks as well, which pyarrow does not do. */
async function encryption(tools: Tools): Promise<void> {
  const args = readingArgs(tools, 'narrow.csv', NARROW, Object.keys(NARROW));
  const [plain, encrypted] = await inTurns([tools.ours(...args), tools.ours(...args, 'encrypted')], TIMES);
  const [value, baseline] = [seconds(encrypted), seconds(plain)];
  report({ figure: 'tabulator.encrypted', at: { file: 'narrow.csv' }, value, unit: 's (cpu)', baseline });
}

async function pruning({ child }: Tools): Promise<void> {
  const { one, all } = await child<{ one: number; all: number }>('pruning', '1000');
  report({
    figure: 'tabulator.pruning',
    at: { packages: 1000 },
    value: one,
    unit: 'bytes',
    baseline: all,
    limit: 0.005,
  });
}

/** Ten thousand files, in one package or in many; the server is in the same process. */
async function listing({ child }: Tools): Promise<void> {
  for (const packages of [1, 100, 1000]) {
    const files = 10_000;
    const { seconds } = await child<{ seconds: number }>('listing', String(packages), String(files / packages));
    report({ figure: 'tabulator.listing', at: { packages, files }, value: seconds, unit: 's', limit: 10 });
  }
}

/** Over HTTP, the server in this process, so that its memory does not count. */
async function memory({ folder, child }: Tools, name: string): Promise<void> {
  const file = path.join(folder, name);
  const { size } = statSync(file);
  const s3 = new S3Server();
  s3.discarding = 'spill';
  s3.objects.set('bench/file', { file, size });
  const hash = '1'.padStart(64, '0');
  s3.put('bench/.quilt/named_packages/a/b/latest', hash);
  const entry = { logical_key: 'file', physical_keys: ['s3://bench/file'], size };
  s3.put(`bench/.quilt/packages/${hash}`, `{"version":"v0"}\n${JSON.stringify(entry)}\n`);
  try {
    const { megabytes } = await child<{ megabytes: number }>('memory', name, JSON.stringify(NARROW), await s3.start());
    const at = { file: name, megabytes: Math.round(size / 2 ** 20) };
    report({ figure: 'tabulator.memory', at, value: megabytes, unit: 'MB', limit: MOST_MEGABYTES });
  } finally {
    await s3.stop();
  }
}
