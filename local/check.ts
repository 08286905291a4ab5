import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childEnvironment } from './environment';
import { localAsset } from './local-asset';
import { type LocalAws, startLocalAws } from './local-aws';

/** The checks' last line, alone: what test runners and people look for. */
const SUMMARY = /^\d+ passed, \d+ failed/;

/** Streams the checks' lines; answers their exit code, and a failure when they ended without a summary. */
function runChecks(aws: LocalAws): Promise<number> {
  return new Promise((resolve, reject) => {
    const checks = spawn(aws.pythonPath, ['-u', '-B', localAsset('aws', 'checks', 'run_all.py')], {
      env: childEnvironment(aws.environment),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let summarised = false;
    createInterface({ input: checks.stdout }).on('line', (line) => {
      summarised = SUMMARY.test(line);
      console.log(line);
    });
    checks.on('error', reject);
    checks.on('close', (code) => {
      if (!summarised) console.log('0 passed, 1 failed');
      resolve(summarised ? (code ?? 1) : 1);
    });
  });
}

/** A fresh local AWS on free ports with IAM enforced, checked through real clients; nothing is left running. */
async function main(): Promise<number> {
  const onProgress = (message: string) => console.error(message);
  const aws = await startLocalAws({ plugins: ['hive', 'iceberg', 'memory'], onProgress });
  try {
    return await runChecks(aws);
  } finally {
    await aws.stop();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
