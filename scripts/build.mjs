// Builds everything that ships: jsii compiles lib/, bin/ and local/ into dist/; then each compiled module that imports
// a third-party package gets that package inlined, so that consumers resolve nothing but aws-cdk-lib and constructs.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PEERS = ['aws-cdk-lib', 'constructs'];

function compile() {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  execFileSync(process.execPath, [path.join(root, 'node_modules/jsii/bin/jsii'), '--silence-warnings=reserved-word'], {
    cwd: root,
    stdio: 'inherit',
    // Node 20 is what CI and many users have; jsii only says that it is old.
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  });
}

function compiledModules() {
  return ['lib', 'bin', 'local']
    .map((folder) => path.join(root, 'dist', folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name)))
    .filter((file) => file.endsWith('.js'));
}

function isThirdParty(name) {
  return !(
    name.startsWith('.') ||
    name.startsWith('node:') ||
    builtinModules.includes(name) ||
    PEERS.some((peer) => name === peer || name.startsWith(`${peer}/`))
  );
}

/** Inline third-party packages; own modules, Node's and the peers stay as they are. */
async function inline(file) {
  const imports = [...readFileSync(file, 'utf8').matchAll(/(?:require|import)\(["']([^"']+)["']\)/g)].map((m) => m[1]);
  const packages = [...new Set(imports.filter(isThirdParty))];
  if (packages.length === 0) return [];
  await build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'own-modules-stay-outside',
        setup(plugin) {
          plugin.onResolve({ filter: /.*/ }, ({ path: name, importer }) =>
            importer === file && !isThirdParty(name) ? { path: name, external: true } : undefined,
          );
        },
      },
    ],
  });
  return packages;
}

compile();
const inlined = new Set();
for (const file of compiledModules()) for (const name of await inline(file)) inlined.add(name);
const cli = path.join(root, 'dist/bin/quilt-athena.js');
if (existsSync(cli)) {
  const text = readFileSync(cli, 'utf8');
  if (!text.startsWith('#!')) writeFileSync(cli, `#!/usr/bin/env node\n${text}`);
  chmodSync(cli, 0o755);
}
console.log(`built dist/; inlined: ${[...inlined].sort().join(', ') || 'nothing'}`);
