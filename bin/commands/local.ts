import { Command, InvalidArgumentError } from 'commander';
import { localEnvironment } from '../../local/environment';
import { startLocalAws } from '../../local/local-aws';
import { QueryFailed, type QueryRequest, runQuery } from '../../local/query';
import { defaultRunFolder, type RunState } from '../../local/run-state';
import { findLocalAws, stopLocalAws } from '../../local/running-local-aws';
import { textTable } from '../text-table';

const DEFAULT_PORT = 4566;
const WIDEST_CELL = 60;

interface JsonOption {
  readonly json?: boolean;
}

interface UpOptions extends JsonOption {
  readonly port: number;
  readonly trinoPort?: number;
  readonly iceberg?: boolean;
  readonly authorization: boolean;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new InvalidArgumentError('a port is 1 to 65535');
  return port;
}

function print(value: unknown): void {
  console.log(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));
}

function described(state: Pick<RunState, 'endpoint' | 'trinoUrl'>, runFolder: string) {
  const environment = localEnvironment(state.endpoint);
  return { running: true, endpoint: state.endpoint, trinoUrl: state.trinoUrl, runFolder, environment };
}

function summary(state: Pick<RunState, 'endpoint' | 'trinoUrl'>, runFolder: string): string {
  const { environment } = described(state, runFolder);
  const exports = Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`);
  return [
    `AWS endpoint  ${state.endpoint}`,
    `Trino         ${state.trinoUrl}`,
    `logs          ${runFolder}`,
    'In the shell that uses it (with AWS_PROFILE unset):',
    ...exports,
  ].join('\n');
}

async function up(options: UpOptions): Promise<void> {
  const runFolder = defaultRunFolder();
  const found = findLocalAws(runFolder);
  if (found) {
    console.error('already running');
  } else {
    await stopLocalAws(runFolder); // half of one, when the other half crashed
  }
  const state =
    found ??
    (await startLocalAws({
      port: options.port,
      trinoPort: options.trinoPort,
      plugins: options.iceberg ? ['hive', 'iceberg', 'memory'] : undefined,
      authorization: options.authorization,
      runFolder,
      background: true,
      onProgress: (message) => console.error(message),
    }));
  print(options.json ? described(state, runFolder) : summary(state, runFolder));
}

function status(options: JsonOption): void {
  const runFolder = defaultRunFolder();
  const state = findLocalAws(runFolder);
  if (state) {
    print(options.json ? described(state, runFolder) : summary(state, runFolder));
    return;
  }
  print(options.json ? { running: false } : 'not running; start it with: quilt-athena local up');
  process.exitCode = 1;
}

async function query(sql: string, options: Omit<QueryRequest, 'sql'> & JsonOption): Promise<void> {
  const state = findLocalAws(defaultRunFolder());
  if (!state) throw new Error('the local AWS is not running; start it with: quilt-athena local up');
  try {
    const { json, ...request } = options;
    const answer = await runQuery(state, { sql, ...request });
    if (json) return print(answer);
    const names = answer.columns.map((column) => column.name);
    if (names.length > 0) print(textTable(names, answer.rows, WIDEST_CELL));
    const count = `${answer.rows.length} row${answer.rows.length === 1 ? '' : 's'}`;
    console.error(`${count}, ${answer.scannedBytes} bytes scanned, ${answer.milliseconds} ms`);
  } catch (error) {
    if (!(error instanceof QueryFailed)) throw error;
    if (options.json) print({ code: error.code, error: error.message });
    else console.error(`${error.code}: ${error.message}`);
    process.exitCode = 1;
  }
}

async function down(): Promise<void> {
  print((await stopLocalAws(defaultRunFolder())) ? 'stopped' : 'nothing was running');
}

/** `quilt-athena local …`: a local AWS to deploy to and to query, without an account. */
export function localCommand(): Command {
  const command = new Command('local').description('run a local AWS: an emulator, with Trino as Athena');
  command
    .command('up')
    .description('start it in the background (the first time it downloads about 600 MB)')
    .option('--port <number>', 'port of the AWS endpoint', portNumber, DEFAULT_PORT)
    .option('--trino-port <number>', 'port of Trino (default: any free one)', portNumber)
    .option('--iceberg', 'with Iceberg tables (another 346 MB to download)')
    .option('--no-authorization', 'do not enforce IAM')
    .option('--json', 'print endpoint and environment as JSON')
    .addHelpText('after', '\nExamples:\n  quilt-athena local up\n  quilt-athena local up --port 4600 --iceberg')
    .action(up);
  command
    .command('status')
    .description('show where it runs; exit code 1 when it does not')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  quilt-athena local status --json')
    .action(status);
  command
    .command('query')
    .description('run a statement through Athena')
    .argument('<sql>', 'the statement')
    .option('--role <arn>', 'assume this role (ARN or name) first')
    .option('--workgroup <name>', 'workgroup (default: primary)')
    .option('--database <name>', 'database of unqualified names (default: default)')
    .option('--json', 'print columns and rows as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  quilt-athena local query "SHOW DATABASES"\n' +
        '  quilt-athena local query --role analyst --workgroup QuiltUserAthena-demo-analyst --database lake \\\n' +
        `    'SELECT * FROM "bucket_packages-view" LIMIT 10'`,
    )
    .action(query);
  command
    .command('down')
    .description('end it; everything deployed to it is gone')
    .addHelpText('after', '\nExample:\n  quilt-athena local down')
    .action(down);
  return command;
}
