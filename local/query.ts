import { spawn } from 'node:child_process';
import { childEnvironment, localEnvironment } from './environment';
import { localAsset } from './local-asset';

export interface QueryRequest {
  readonly sql: string;
  /** Role to assume, by ARN or name; the account's administrator when absent. */
  readonly role?: string;
  readonly workgroup?: string;
  readonly database?: string;
}

export interface QueryAnswer {
  readonly queryExecutionId: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly scannedBytes: number;
  readonly milliseconds: number;
}

/** Athena's own refusal or failure, as a client sees it. */
export class QueryFailed extends Error {
  public constructor(
    public readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'QueryFailed';
  }
}

/** Runs a statement through the Athena API of a running local AWS. */
export async function runQuery(
  aws: { readonly endpoint: string; readonly pythonPath: string },
  request: QueryRequest,
): Promise<QueryAnswer> {
  const output = await new Promise<string>((resolve, reject) => {
    const client = spawn(aws.pythonPath, ['-B', localAsset('aws', 'clients', 'query.py')], {
      env: childEnvironment(localEnvironment(aws.endpoint)),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let text = '';
    client.stdout.on('data', (chunk) => {
      text += chunk;
    });
    client.on('error', reject);
    client.on('close', (code) =>
      code === 0 ? resolve(text) : reject(new Error(`the Athena client ended with code ${code}`)),
    );
    client.stdin.end(JSON.stringify(request));
  });
  const answer = JSON.parse(output) as QueryAnswer | { error: string; code: string };
  if ('error' in answer) throw new QueryFailed(answer.code, answer.error);
  return answer;
}
