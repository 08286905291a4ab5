// `npm run test:e2e [-- SUITE…]`: compiles test/e2e beside the sources it tests and runs it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './commands.mjs';

const outfile = path.join(root, 'dist/test/e2e/run.js');
if (!existsSync(path.join(root, 'dist/bin/app.js'))) {
  console.error('the suites run what was built: npm run build\n0 passed, 1 failed');
  process.exit(1);
}
await build({
  entryPoints: [path.join(root, 'test/e2e/run.ts')],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'error',
});
const suites = spawn(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
// The terminal sends Ctrl-C to both: this process outlives the other, which has to stop what it started.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => suites.kill('SIGTERM'));
suites.on('close', (code) => {
  process.exitCode = code ?? 1;
});
