import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type App, Stack, type StageSynthesisOptions } from 'aws-cdk-lib';
import { newLakeApp } from '../bin/lake-app';
import { provenAccess } from '../lib/access/proof/proven-access';
import { lakeFrom } from '../lib/model/lake';
import { accessJson, accessReport } from '../lib/prover/report/access-report';
import { QuiltAthena } from '../lib/quilt-athena';
import { build, type RecordedStack } from './bare-resources';
import { largeLake } from './large-lake';

/**
 * `node synth-child.js time FILE BUCKETS ROLES PAIRS`: seconds of processor time of each synthesis, in turns: ours
 * without the proof of access, ours with it, bare.
 * `node synth-child.js proof BUCKETS ROLES TIMES`: seconds of processor time of each proof, its report included.
 * `node synth-child.js memory ours|bare FILE BUCKETS ROLES`: the most memory that syntheses of one kind take, and their bytes.
 */
const [command, ...args] = process.argv.slice(2);
type Side = 'ours' | 'proven' | 'bare';
const ORDER: readonly Side[] = ['ours', 'bare', 'proven'];
console.log(JSON.stringify(command === 'time' ? timed() : command === 'proof' ? proven() : remembered()));

/** In one process and in turns, so that the compiler, the collector and the machine treat both alike. */
function timed(): Record<Side, number[]> {
  const recorded = recordedIn(args[0]);
  const [buckets, roles, rounds] = args.slice(1).map(Number);
  const sides: Record<Side, () => number> = {
    ours: () => processorTime(() => withoutReport(ours(buckets, roles)), { skipValidation: true }),
    proven: () => processorTime(() => ours(buckets, roles)),
    bare: () => processorTime(() => build(recorded), { skipValidation: true }),
  };
  const seconds: Record<Side, number[]> = { ours: [], proven: [], bare: [] };
  for (let i = 0; i < rounds; i++) {
    // Who goes first changes: each pays for what the one before left to the collector.
    for (let turn = 0; turn < ORDER.length; turn++) {
      const side = ORDER[(i + turn) % ORDER.length];
      seconds[side].push(sides[side]());
    }
  }
  return seconds;
}

/** Processor time, not the clock's: whatever else the machine does then counts for neither side. */
function processorTime(make: () => App, options?: StageSynthesisOptions): number {
  const begin = process.cpuUsage();
  make().synth(options);
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

function remembered(): { megabytes: number; bytes: number } {
  const [side, file, buckets, roles] = args;
  const make = side === 'ours' ? () => ours(Number(buckets), Number(roles)) : () => build(recordedIn(file));
  make().synth();
  const { directory } = make().synth();
  const templates = readdirSync(directory).filter((name) => name.endsWith('.template.json'));
  const bytes = templates.map((name) => statSync(path.join(directory, name)).size);
  return { megabytes: process.resourceUsage().maxRSS / 1024, bytes: bytes.reduce((a, b) => a + b, 0) };
}

/** The report of access is written, and worked out, even where nothing is validated. The CDK lets nobody take it back. */
function withoutReport(app: App): App {
  const quilt = quiltAthenaIn(app);
  const key = Object.getOwnPropertySymbols(quilt).find(({ description }) => description?.endsWith(':customSynthesis'));
  if (key === undefined) throw new Error('aws-cdk-lib keeps custom syntheses elsewhere: the proof cannot be left out');
  (quilt as unknown as Record<symbol, { onSynthesize: () => void }>)[key].onSynthesize = () => {};
  return app;
}

function quiltAthenaIn(app: App): QuiltAthena {
  return app.node.findChild('lake').node.findChild('QuiltAthena') as QuiltAthena;
}

/** Of one synthesized lake, whose policies are read anew each time. */
function proven(): number[] {
  const [buckets, roles, times] = args.map(Number);
  const app = ours(buckets, roles);
  const quilt = quiltAthenaIn(app);
  app.synth();
  const lake = lakeFrom('lake', largeLake(buckets, roles));
  const target = { lake, results: quilt.results, queryRole: (name: string) => quilt.queryRole(name) };
  return Array.from({ length: times }, () => {
    const begin = process.cpuUsage();
    const { policies, violations } = provenAccess(quilt, target);
    accessJson(accessReport(policies));
    const { user, system } = process.cpuUsage(begin);
    if (violations.length > 0) throw new Error(`a proof with violations is no figure: ${violations[0].message}`);
    return (user + system) / 1e6;
  });
}

function recordedIn(file: string): RecordedStack {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function ours(buckets: number, roles: number): App {
  const app = newLakeApp();
  new QuiltAthena(
    new Stack(app, 'lake', { suppressTemplateIndentation: true }),
    'QuiltAthena',
    largeLake(buckets, roles),
  );
  return app;
}
