// `npm run bench [-- NAME…]`: compiles bench/ beside the sources it measures and runs it.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const compile = (names, options) =>
  build({
    entryPoints: names.map((name) => path.join(root, `bench/${name}.ts`)),
    outdir: path.join(root, 'dist/bench'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    ...options,
  });
await compile(['run', 'synth-child'], { packages: 'external' });
// A function's code has its packages inside.
await compile(['tabulator-child'], {});
try {
  execFileSync(process.execPath, [path.join(root, 'dist/bench/run.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
} catch (error) {
  process.exitCode = error.status ?? 1;
}
