import { spawn } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../../../lib/model/package-root';
import { childEnvironment } from '../../../local/environment';

/** What the framework of custom resources does: begins a run, and asks until it is complete or has failed. */
const FRAMEWORK = `
const { onEvent, isComplete } = require(process.argv[1]);
const { event, startedBefore, parts, partMs } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const context = (ms) => { const end = Date.now() + ms; return { getRemainingTimeInMillis: () => end - Date.now() }; };
const answer = (value) => {
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stderr.write('ANSWER' + JSON.stringify({ ...value, megabytes }));
};
(async () => {
  let begun;
  try { begun = await onEvent(event, context(60_000)); } catch (error) { return answer({ error: error.message }); }
  const event2 = { ...event, ...begun, StartedAt: begun.StartedAt - startedBefore };
  for (let asked = 1; asked <= parts; asked++) {
    try {
      const { IsComplete, Data } = await isComplete(event2, context(partMs));
      if (IsComplete) return answer({ id: begun.PhysicalResourceId, data: Data, asked });
    } catch (error) { return answer({ id: begun.PhysicalResourceId, error: error.message, asked }); }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  answer({ id: begun.PhysicalResourceId, asked: parts, error: 'still running' });
})();
`;

export interface RunEnd {
  readonly id?: string;
  readonly error?: string;
  readonly data?: Record<string, string | number>;
  readonly asked?: number;
  /** The most memory it took. */
  readonly megabytes: number;
  /** The structured lines it logged. */
  readonly log: readonly Record<string, unknown>[];
  readonly text: string;
}

export interface RunOptions {
  /** How long ago the run began, for what a run has patience with only at first. @default 0 */
  readonly startedBefore?: number;
  /** How often it is asked whether it is complete. @default 20 */
  readonly parts?: number;
  /** How long an invocation may take. @default 120,000 */
  readonly partMs?: number;
}

/** A run of the built handler in a process of its own, as one on Lambda is. */
export function runHandler(
  event: object,
  environment: Readonly<Record<string, string>>,
  { startedBefore = 0, parts = 20, partMs = 120_000 }: RunOptions = {},
): Promise<RunEnd> {
  const handler = path.join(packageRoot(), 'dist/lambda/grants/index.js');
  const child = spawn(process.execPath, ['--max-old-space-size=400', '-e', FRAMEWORK, handler], {
    env: { ...childEnvironment(environment), NODE_NO_WARNINGS: '1' },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(JSON.stringify({ event, startedBefore, parts, partMs }));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const [trouble, answer] = err.split('ANSWER');
      if (!answer) return reject(new Error(`the handler gave no answer:\n${trouble}${out}`));
      const log = out.split('\n').filter(Boolean);
      resolve({ ...JSON.parse(answer), log: log.map((line) => JSON.parse(line)), text: out });
    });
  });
}
