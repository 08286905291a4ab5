// Synthesizes the examples and a sharded lake from the build, and has cfn-lint and checkov read every template.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, run } from './commands.mjs';
import { closingLine } from './tally.mjs';

const require = createRequire(import.meta.url);
const { preparePythonEnvironment } = require('../dist/local/python-environment.js');

const SHARDED = `stackName: sales-shards
buckets: [sales-raw, sales-curated, sales-archive]
roles:
  - { name: analyst, read: '*' }
  - { name: curator, read: '*', write: [sales-raw], clients: [pyathena, directGlue, directResults] }
results:
  kmsKey: arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
tables:
  shards: 2
`;

/** checkov's rules for CloudFormation about what a lake has: workgroups, the results bucket, policies. */
const CHECKOV_RULES = [
  'CKV_AWS_82', // workgroups are enforced
  'CKV_AWS_19', // the bucket is encrypted
  'CKV_AWS_20', // it is not public
  'CKV_AWS_53',
  'CKV_AWS_54',
  'CKV_AWS_55',
  'CKV_AWS_56',
  'CKV_AWS_57',
  'CKV_AWS_62', // no policy lets everything
  'CKV_AWS_63',
  'CKV_AWS_107', // policies expose no credentials, exfiltrate nothing, manage no permissions, escalate nowhere
  'CKV_AWS_108',
  'CKV_AWS_109',
  'CKV_AWS_110',
  'CKV_AWS_111',
];

const folder = mkdtempSync(path.join(tmpdir(), 'lint-templates-'));
const tally = { passed: 0, failed: 0 };

function tell(name, { exitCode, output }) {
  tally[exitCode === 0 ? 'passed' : 'failed']++;
  console.log(`${exitCode === 0 ? '✓' : '✗'} ${name}`);
  if (exitCode !== 0) console.log(output);
  return exitCode === 0;
}

/** The templates of a described lake, nested ones included; CloudFormation knows them by `.template.json`. */
async function synthesized(name, config) {
  const outdir = path.join(folder, name);
  mkdirSync(outdir);
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify({ config }) };
  const result = await run(process.execPath, [path.join(root, 'dist/bin/app.js')], { env, show: false });
  if (!tell(`${name} synthesizes`, result)) return [];
  return readdirSync(outdir)
    .filter((file) => file.endsWith('template.json'))
    .map((file) => ({ name: `${name}: ${file}`, file: path.join(outdir, file) }));
}

/** A template with two mistakes that the linters must find. */
function spoiltCopy(file) {
  const text = readFileSync(file, 'utf8')
    .replaceAll('"EnforceWorkGroupConfiguration": true', '"EnforceWorkGroupConfiguration": false')
    .replaceAll('"RecursiveDeleteOption":', '"RecursiveDelete":');
  const spoilt = path.join(folder, 'spoilt.template.json');
  writeFileSync(spoilt, text);
  return spoilt;
}

const inverted = ({ exitCode, output }) => ({ exitCode: exitCode === 0 ? 1 : 0, output: `found nothing\n${output}` });

try {
  const sharded = path.join(folder, 'quilt-athena.yaml');
  writeFileSync(sharded, SHARDED);
  const templates = [
    ...(await synthesized('sales-prod', path.join(root, 'examples/sales-prod/quilt-athena.yaml'))),
    ...(await synthesized('beside-quilt', path.join(root, 'examples/beside-quilt/quilt-athena.yaml'))),
    ...(await synthesized('sharded', sharded)),
  ];
  const { pythonPath } = await preparePythonEnvironment(path.join(root, 'local/requirements-lint.lock'), (message) =>
    console.log(`… ${message}`),
  );
  const tool = (name, args) => run(path.join(path.dirname(pythonPath), name), args, { show: false });
  // W3005: the CDK lets each function depend on its role, which it refers to anyway (aws-cdk-lib: aws-lambda/lib/function.js).
  const cfnLint = (file) => tool('cfn-lint', ['--template', file, '--ignore-checks', 'W3005']);
  const checkov = async (files) => {
    const options = ['--framework', 'cloudformation', '--compact', '--quiet', '--skip-download'];
    const named = files.flatMap((file) => ['--file', file]);
    const { exitCode, output } = await tool('checkov', [...named, ...options, '--check', CHECKOV_RULES.join(',')]);
    // Without a rule that applies it would succeed as well.
    return { exitCode: /Passed checks: [1-9]/.test(output) ? exitCode : exitCode || 1, output };
  };
  for (const { name, file } of templates) tell(`${name}: cfn-lint`, await cfnLint(file));
  if (templates.length) {
    const files = templates.map(({ file }) => file);
    tell('checkov, all templates', await checkov(files));
    const spoilt = spoiltCopy(files[0]);
    tell('canary: cfn-lint finds an unknown property', inverted(await cfnLint(spoilt)));
    tell('canary: checkov finds a workgroup that is not enforced', inverted(await checkov([spoilt])));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(closingLine(tally));
process.exitCode = tally.failed ? 1 : 0;
