// `npm run lint`: format and lint rules, types, Python, and the synthesized templates.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { binary, node, root, run } from './commands.mjs';
import { closingLine, sum, tallyIn } from './tally.mjs';

const require = createRequire(import.meta.url);
const { preparePythonEnvironment } = require('../dist/local/python-environment.js');

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const unpinned = ['dependencies', 'devDependencies'].flatMap((kind) =>
  Object.entries(manifest[kind] ?? {}).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
);

async function step(name, work) {
  const { exitCode, output } = await work();
  console.log(`${exitCode === 0 ? '✓' : '✗'} ${name}`);
  if (exitCode !== 0) console.log(output);
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1 };
}

const quiet = (command, ...args) => run(command, args, { show: false });
const { pythonPath } = await preparePythonEnvironment(path.join(root, 'local/requirements-lint.lock'), (message) =>
  console.log(`… ${message}`),
);
const ruff = path.join(path.dirname(pythonPath), 'ruff');
const tallies = [
  await step('TypeScript, JavaScript and JSON are formatted and lint-free (biome)', () =>
    quiet(process.execPath, binary('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings', '.'),
  ),
  await step('types (tsc over sources, tests and benchmarks)', () =>
    quiet(process.execPath, binary('typescript/bin/tsc'), '-p', 'tsconfig.test.json'),
  ),
  await step('Python is formatted (ruff)', () => quiet(ruff, 'format', '--check', 'local', 'test')),
  await step('Python is lint-free (ruff)', () => quiet(ruff, 'check', 'local', 'test')),
  await step('every dependency is pinned exactly', () =>
    Promise.resolve({ exitCode: unpinned.length ? 1 : 0, output: unpinned.join('\n') }),
  ),
];
tallies.push(tallyIn((await node('scripts/lint-templates.mjs')).output));
const total = sum(tallies);
console.log(closingLine(total));
process.exitCode = total.failed ? 1 : 0;
