// `npm test [-- SUITE…]`: everything, or the suites named. Ends with one line `N passed, N failed` over all of them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { binary, node } from './commands.mjs';
import { closingLine, sum, tallyIn } from './tally.mjs';

const suites = {
  build: async () => ((await node('scripts/build.mjs')).exitCode === 0 ? done(1, 0) : done(0, 1)),
  lint: async () => tallyIn((await node('scripts/lint.mjs')).output),
  unit,
  package: async () => tallyIn((await node('scripts/check-package.mjs')).output),
  // The local AWS is what the end-to-end suites trust, so it is checked on its own first.
  local: async () => tallyIn((await node('dist/local/check.js')).output),
  e2e: async () => tallyIn((await node('scripts/e2e.mjs')).output),
};

function done(passed, failed) {
  return { passed, failed };
}

async function unit() {
  const folder = mkdtempSync(path.join(tmpdir(), 'unit-'));
  const report = path.join(folder, 'jest.json');
  try {
    await node(binary('jest/bin/jest.js'), '--ci', '--json', `--outputFile=${report}`);
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    return done(numPassedTests, numFailedTests + numRuntimeErrorTestSuites);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length) {
  console.error(`no suite is called ${unknown.join(', ')}; there are: ${Object.keys(suites).join(', ')}`);
  process.exit(1);
}
const results = [];
for (const [name, suite] of Object.entries(suites)) {
  if (asked.length && !asked.includes(name)) continue;
  const begin = Date.now();
  console.log(`\n== ${name}`);
  const tally = await suite();
  results.push({ name, tally, seconds: Math.round((Date.now() - begin) / 1000) });
  if (name === 'build' && tally.failed) break; // everything else would test an old build
}
console.log('\n== all');
for (const { name, tally, seconds } of results) console.log(`${name}: ${closingLine(tally)} (${seconds} s)`);
const total = sum(results.map((result) => result.tally));
console.log(closingLine(total));
process.exitCode = total.failed ? 1 : 0;
