import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../../../lib/model/package-root';
import { freePort } from '../../../local/ports';

/** Answers as Lambda does, also to what the function throws. */
const HOST = `
const { handler } = require(process.argv[1]);
require('node:http').createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const answer = await handler(JSON.parse(Buffer.concat(chunks)), { getRemainingTimeInMillis: () => 900000 }).catch(
      (error) => ({ errorType: error.name, errorMessage: error.message, stackTrace: [String(error.stack)] }),
    );
    response.end(JSON.stringify(answer));
  });
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
`;

export interface LambdaHost {
  readonly url: string;
  stop(): void;
}

/** The built function alone, in a process of its own, behind HTTP. */
export async function startLambda(environment: Readonly<Record<string, string>>): Promise<LambdaHost> {
  const port = await freePort();
  const handler = path.join(packageRoot(), 'dist/lambda/tabulator/index.js');
  const child: ChildProcess = spawn(process.execPath, ['-e', HOST, handler, String(port)], {
    env: { PATH: process.env.PATH, NODE_OPTIONS: '--no-warnings', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the function's process ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}
