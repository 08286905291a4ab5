import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { QuiltAthena } from '../lib/quilt-athena';
import { build, type RecordedStack } from './bare-resources';
import { largeLake } from './large-lake';

/** One synthesis, measured: `node synth-child.js ours BUCKETS ROLES` or `… bare FILE`. */
const [variant, first, second] = process.argv.slice(2);
const recorded = variant === 'bare' ? (JSON.parse(readFileSync(first, 'utf8')) as RecordedStack) : undefined;
const make = () => (recorded ? build(recorded) : ours(Number(first), Number(second)));
// The first synthesis also loads and compiles the code, which is not what grows with a lake.
make().synth();

const begin = process.hrtime.bigint();
const { directory } = make().synth();
const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
const templates = readdirSync(directory).filter((file) => file.endsWith('.template.json'));
const bytes = templates.map((file) => statSync(path.join(directory, file)).size);
console.log(
  JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024, bytes: bytes.reduce((a, b) => a + b, 0) }),
);

function ours(buckets: number, roles: number): App {
  const app = new App();
  new QuiltAthena(new Stack(app, 'lake', { suppressTemplateIndentation: true }), 'QuiltAthena', largeLake(buckets, roles));
  return app;
}
