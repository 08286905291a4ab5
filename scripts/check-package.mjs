// What a consumer gets: the packed tarball, installed into an empty folder beside the newest peers, without esbuild or
// anything else of this checkout, synthesizes a lake.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, run } from './commands.mjs';
import { closingLine, sum } from './tally.mjs';

/** The newest peers the package is tested with; the oldest are its devDependencies. */
const PEERS = ['aws-cdk-lib@2.276.0', 'constructs@10.8.1'];
/** Of which the three handlers with their AWS clients and Trino's grammar are most, and the command line has its own copies. */
const LIMIT = 3_100_000;

const APP = `
const { App, Stack } = require('aws-cdk-lib');
const { QuiltAthena } = require('cdk-quilt-athena');
const app = new App();
new QuiltAthena(new Stack(app, 'lake'), 'QuiltAthena', {
  buckets: [{ name: 'quilt-sandbox-bucket' }],
  roles: [{ name: 'analyst', read: ['*'] }],
});
const { template } = app.synth().getStackByName('lake');
if (!Object.values(template.Resources).some((r) => r.Type === 'AWS::Athena::WorkGroup')) throw new Error('no workgroup');
`;

const tallies = [];
async function step(name, work) {
  const problem = await work();
  console.log(`${problem ? '✗' : '✓'} ${name}${problem ? `\n${problem}` : ''}`);
  tallies.push({ passed: problem ? 0 : 1, failed: problem ? 1 : 0 });
  return !problem;
}

const failed = ({ exitCode, output }) => (exitCode === 0 ? undefined : output);
// What newer versions of the CDK advise against would be printed at every synthesis.
const env = { ...process.env, JSII_DEPRECATED: 'fail' };
const folder = mkdtempSync(path.join(tmpdir(), 'consumer-'));
const inFolder = (command, ...args) => run(command, args, { cwd: folder, show: false, env });
try {
  const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    show: false,
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  const size = tarball ? statSync(path.join(folder, tarball)).size : 0;
  await step(`the package is packed, below ${LIMIT / 1000} kB (${Math.round(size / 1000)} kB)`, () =>
    size > 0 && size < LIMIT ? undefined : packed.output,
  );
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  writeFileSync(path.join(folder, 'app.js'), APP);
  const installed = await step(`it installs beside ${PEERS.join(' and ')}, with nothing else`, async () => {
    const problem = failed(await inFolder('npm', 'install', '--ignore-scripts', `./${tarball}`, ...PEERS));
    if (problem) return problem;
    const own = JSON.parse(readFileSync(path.join(folder, 'node_modules/cdk-quilt-athena/package.json'), 'utf8'));
    return Object.keys(own.dependencies ?? {}).length ? 'it has runtime dependencies' : undefined;
  });
  if (installed) {
    await step('its constructs synthesize', async () => failed(await inFolder(process.execPath, 'app.js')));
    await step('its command runs', async () =>
      failed(
        await inFolder(
          'npx',
          '--no-install',
          'quilt-athena',
          'init',
          '--yes',
          '--stack-name',
          'lake',
          '--bucket',
          'my-data',
        ),
      ),
    );
    await step('what the command wrote is a plan', async () =>
      failed(await inFolder('npx', '--no-install', 'quilt-athena', 'plan', '--json')),
    );
    cpSync(path.join(root, 'examples'), path.join(folder, 'examples'), { recursive: true });
    for (const example of readdirSync(path.join(root, 'examples'))) {
      const config = `examples/${example}/quilt-athena.yaml`;
      await step(`so is ${config}, with nothing of the CDK that is deprecated`, async () =>
        failed(await inFolder('npx', '--no-install', 'quilt-athena', 'plan', '--config', config)),
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const total = sum(tallies);
console.log(closingLine(total));
process.exitCode = total.failed ? 1 : 0;
