// Builds everything that ships: jsii compiles lib/, bin/ and local/ into dist/; then third-party packages are inlined
// into the compiled modules that import them, so that consumers resolve nothing but aws-cdk-lib and constructs. Each
// function of lambda/ becomes one file with all it needs, so that consumers bundle nothing either.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { binary, root } from './commands.mjs';

const dist = path.join(root, 'dist');
const PEERS = ['aws-cdk-lib', 'constructs'];
/** What users run: each becomes one file with all of bin/ that it needs. */
const PROGRAMS = ['app.js', 'quilt-athena.js'];

function compile() {
  rmSync(dist, { recursive: true, force: true });
  execFileSync(process.execPath, [binary('jsii/bin/jsii'), '--silence-warnings=reserved-word'], {
    cwd: root,
    stdio: 'inherit',
    // Node 20 is what CI and many users have; jsii only says that it is old.
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  });
}

function modulesIn(...folders) {
  return folders
    .map((folder) => path.join(dist, folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name)))
    .filter((file) => file.endsWith('.js'));
}

const isOwn = (name) => name.startsWith('.');
const isThirdParty = (name) =>
  !isOwn(name) &&
  !name.startsWith('node:') &&
  !builtinModules.includes(name) &&
  !PEERS.some((peer) => name === peer || name.startsWith(`${peer}/`));

function importsThirdParty(file) {
  return [...readFileSync(file, 'utf8').matchAll(/(?:require|import)\(["']([^"']+)["']\)/g)].some(([, name]) =>
    isThirdParty(name),
  );
}

/** Everything third-party goes in; own modules for which `staysOutside` and the peers are required as before. */
function inline(file, staysOutside) {
  return build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    metafile: true,
    external: PEERS.flatMap((peer) => [peer, `${peer}/*`]),
    // One copy: required by us it would be its CommonJS form, imported by dt-sql-parser the other, and neither knows the
    // other's classes.
    alias: { antlr4ng: binary('antlr4ng/dist/index.mjs') },
    plugins: [
      {
        name: 'own-modules-outside',
        setup(plugin) {
          plugin.onResolve({ filter: /^\./ }, ({ path: name, resolveDir }) => {
            const target = path.resolve(resolveDir, name);
            if (target.includes('node_modules') || !target.startsWith(dist) || !staysOutside(target)) return undefined;
            const relative = path.relative(path.dirname(file), target);
            return { path: relative.startsWith('.') ? relative : `./${relative}`, external: true };
          });
        },
      },
    ],
  });
}

/** Not Node of this machine, but that of the functions' runtime. */
function bundle(handler) {
  return build({
    entryPoints: [path.join(root, 'lambda', handler, 'index.ts')],
    outfile: path.join(dist, 'lambda', handler, 'index.js'),
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'error',
    metafile: true,
  });
}

function packagesIn({ metafile }) {
  return Object.keys(metafile.inputs).flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
}

/** The licences of what is inlined, which most of them ask to be passed on. */
function licences(names) {
  return names.map((name) => {
    const folder = binary(name);
    const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    if (/\b(A?GPL)\b/.test(license)) throw new Error(`${name} is licensed ${license}, which must not ship`);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text =
      file && existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
}

compile();
const inlined = new Set();
for (const file of modulesIn('lib', 'local').filter(importsThirdParty)) {
  for (const name of packagesIn(await inline(file, () => true))) inlined.add(name);
}
const programs = PROGRAMS.map((name) => path.join(dist, 'bin', name));
for (const file of programs) {
  // Also parts of functions that a command uses: what is compiled of them goes below, to make room for the functions.
  const isInside = (target) => ['bin', 'lambda'].some((name) => target.startsWith(path.join(dist, name) + path.sep));
  for (const name of packagesIn(await inline(file, (target) => !isInside(target)))) inlined.add(name);
  chmodSync(file, 0o755);
}
for (const file of modulesIn('bin').filter((name) => !programs.includes(name))) rmSync(file);
// A function's code is its whole folder, so nothing but the one file may be in it.
rmSync(path.join(dist, 'lambda'), { recursive: true, force: true });
const handlers = readdirSync(path.join(root, 'lambda')).filter((name) =>
  existsSync(path.join(root, 'lambda', name, 'index.ts')),
);
for (const handler of handlers) {
  for (const name of packagesIn(await bundle(handler))) inlined.add(name);
}
const names = [...inlined].sort();
writeFileSync(path.join(dist, 'THIRD-PARTY-LICENSES.txt'), licences(names).join(`\n${'-'.repeat(80)}\n\n`));
console.log(`built dist/ with ${names.length} packages inlined, see dist/THIRD-PARTY-LICENSES.txt`);
