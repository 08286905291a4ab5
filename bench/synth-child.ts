import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { QuiltAthena } from '../lib/quilt-athena';
import { build, type RecordedStack } from './bare-resources';
import { largeLake } from './large-lake';

/** Syntheses of one lake, the cheapest measured: `node synth-child.js ours BUCKETS ROLES TIMES` or `… bare FILE TIMES`. */
const [variant, ...rest] = process.argv.slice(2);
const times = Number(rest.pop());
const recorded: RecordedStack | undefined = variant === 'bare' ? JSON.parse(readFileSync(rest[0], 'utf8')) : undefined;
const make = () => (recorded ? build(recorded) : ours(Number(rest[0]), Number(rest[1])));

// The first synthesis also loads and compiles the code, which is not what grows with a lake.
make().synth();
const runs = Array.from({ length: times }, measured);
const templates = readdirSync(runs[0].directory).filter((file) => file.endsWith('.template.json'));
const bytes = templates.map((file) => statSync(path.join(runs[0].directory, file)).size);
console.log(
  JSON.stringify({
    seconds: Math.min(...runs.map((run) => run.seconds)),
    megabytes: process.resourceUsage().maxRSS / 1024,
    bytes: bytes.reduce((a, b) => a + b, 0),
  }),
);

/** Processor time, not the clock's: whatever else the machine does then counts for neither side. */
function measured(): { seconds: number; directory: string } {
  const begin = process.cpuUsage();
  const { directory } = make().synth();
  const { user, system } = process.cpuUsage(begin);
  return { seconds: (user + system) / 1e6, directory };
}

function ours(buckets: number, roles: number): App {
  const app = new App();
  new QuiltAthena(
    new Stack(app, 'lake', { suppressTemplateIndentation: true }),
    'QuiltAthena',
    largeLake(buckets, roles),
  );
  return app;
}
