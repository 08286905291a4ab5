import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { initCommand } from '../../bin/commands/init';
import type { Conversation } from '../../bin/init/questions';
import { schemaReference } from '../../bin/init/schema-reference';
import { type LakeFile, readLakeFile } from '../../lib/model/config-file';
import { packageRoot } from '../../lib/model/package-root';

let folder: string;
let file: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'init-'));
  file = path.join(folder, 'quilt-athena.yaml');
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => printed.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function init(...options: string[]): Promise<unknown> {
  return initCommand(undefined).parseAsync(['--output', file, ...options], { from: 'user' });
}

async function written(...options: string[]): Promise<LakeFile> {
  await init(...options);
  return readLakeFile(file);
}

describe('init with options', () => {
  test('writes what they say', async () => {
    const lake = await written(
      ...[
        '--stack-name',
        'sales-prod',
        '--bucket',
        'data-one',
        'data.two',
        '--database',
        'sales',
        '--region',
        'us-east-1',
      ],
      ...['--role', 'analyst', 'scientist:read=data-one,data.two:write=data.two'],
    );
    expect(lake).toEqual({
      stackName: 'sales-prod',
      env: { region: 'us-east-1' },
      tags: {},
      config: {
        database: { name: 'sales' },
        buckets: [{ name: 'data-one' }, { name: 'data.two' }],
        roles: [
          { name: 'analyst', read: ['*'] },
          { name: 'scientist', read: ['data-one', 'data.two'], write: ['data.two'] },
        ],
      },
    });
  });

  test('offers the verification of access, which is valid once it is uncommented', async () => {
    await init('--bucket', 'data-one');
    const [before, offer] = readFileSync(file, 'utf8').split('# verification:');
    writeFileSync(file, `${before}verification:${offer.replaceAll('\n#', '\n')}`);
    expect(readLakeFile(file).config.verification).toEqual({ onFailure: 'warn', schedule: 'rate(1 day)' });
  });

  test('chooses a name and a role where they say nothing', async () => {
    const { stackName, config } = await written('--bucket', 'data-one');
    expect([stackName, config.roles]).toEqual(['quilt-athena', [{ name: 'analyst', read: ['*'] }]]);
  });

  test('quotes names that YAML would take for something else', async () => {
    const role = ['true:read=12345', '=x:read=12345', '@y:read=12345'];
    const { config } = await written('--bucket', '12345', '--role', ...role);
    expect(config.buckets).toEqual([{ name: '12345' }]);
    expect(config.roles.map((each) => each.name)).toEqual(['true', '=x', '@y']);
  });

  test('tells editors where the schema will be', async () => {
    await init('--bucket', 'data-one');
    expect(readFileSync(file, 'utf8').split('\n')[0]).toBe(
      '# yaml-language-server: $schema=node_modules/cdk-quilt-athena/schema/quilt-athena.schema.json',
    );
  });

  test('tells editors where the schema is, in a checkout of the library', () => {
    expect(schemaReference(path.join(packageRoot(), 'examples/new/quilt-athena.yaml'))).toBe(
      '../../schema/quilt-athena.schema.json',
    );
  });

  test('tells what comes next', async () => {
    await init('--bucket', 'data-one');
    expect(printed).toEqual([
      `Wrote ${file}.\nSee what it makes: npx quilt-athena plan --config ${file}\nDeploy it:         npx cdk deploy -c config=${file}`,
    ]);
  });

  test('tells scripts as JSON', async () => {
    await init('--bucket', 'data-one', '--json');
    expect(JSON.parse(printed[0])).toEqual({
      file,
      stackName: 'quilt-athena',
      database: null,
      buckets: ['data-one'],
      roles: ['analyst'],
      missing: [],
    });
  });

  test('leaves an example of a bucket where none is named, and says so', async () => {
    await init('--yes');
    expect(printed[0]).toContain('Name your buckets in it first.');
    expect(() => readLakeFile(file)).toThrow('buckets: must be a list, found nothing');
    writeFileSync(file, readFileSync(file, 'utf8').replace('# - quilt-sandbox-bucket', '- quilt-sandbox-bucket'));
    expect(readLakeFile(file).config.buckets).toEqual([{ name: 'quilt-sandbox-bucket' }]);
  });
});

describe('init writes nothing', () => {
  test('over a file, unless told to', async () => {
    writeFileSync(file, 'mine');
    await expect(init('--bucket', 'data-one')).rejects.toThrow(
      `nothing written: ${file} is there already; name another file with --output, or replace it with --force`,
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await written('--bucket', 'data-one', '--force')).stackName).toBe('quilt-athena');
  });

  test('that would not be valid', async () => {
    await expect(init('--bucket', 'data-one', '--role', 'a:read=data-noe')).rejects.toThrow(
      `nothing written, as it would not be valid:\n${file}:15:12: roles[0].read[0]: unknown bucket "data-noe"; declared: data-one; did you mean "data-one"?`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['', 'a:data-one', 'a:reads=b', ':read=a'])('for the role %j', async (role) => {
    await expect(init('--bucket', 'data-one', '--role', role)).rejects.toThrow(
      `--role must be NAME, or NAME:read=BUCKET,BUCKET:write=BUCKET, found ${JSON.stringify(role)}; write for example analyst:read=quilt-sandbox-bucket`,
    );
  });

  test('for a new database beside a Quilt stack', async () => {
    await expect(init('--from-stack', 'sales', '--database', 'mine')).rejects.toThrow(
      'nothing written: --database names a new database, and --from-stack uses that of the Quilt stack; give one of them',
    );
  });
});

describe('init with somebody there to ask', () => {
  function conversation(...answers: string[]): Conversation & { readonly said: () => string } {
    const output = new PassThrough();
    const input = new PassThrough();
    input.end(answers.map((answer) => `${answer}\n`).join(''));
    return { input, output, said: () => String(output.read() ?? '') };
  }
  const asking = (talk: Conversation, ...options: string[]) =>
    initCommand(talk).parseAsync(['--output', file, ...options], { from: 'user' });

  test('asks for what the options leave open', async () => {
    const talk = conversation('', 'sales-prod', 'data-one, data-two', 'analyst agent');
    await asking(talk);
    const { stackName, config } = readLakeFile(file);
    expect([stackName, config.buckets.length, config.roles.map((role) => role.name)]).toEqual([
      'sales-prod',
      2,
      ['analyst', 'agent'],
    ]);
    expect(talk.said()).toBe(
      'Quilt stack to add to (empty: none): Name of the new stack [quilt-athena]: Buckets with packages, separated by spaces: Roles, each reading every bucket [analyst]: ',
    );
  });

  test('asks nothing that was said', async () => {
    const talk = conversation('');
    await asking(talk, '--stack-name', 'sales', '--bucket', 'data-one', '--role', 'analyst');
    expect(talk.said()).toBe('Quilt stack to add to (empty: none): ');
  });

  test('asks again where an answer cannot be', async () => {
    const talk = conversation('', '', 'My_Bucket', 'my-bucket', '');
    await asking(talk);
    expect(talk.said()).toContain('  bucket name must have no capitals and no _, found "My_Bucket"');
    expect(readLakeFile(file).config.buckets).toEqual([{ name: 'my-bucket' }]);
  });

  test('gives up when answers end', async () => {
    await expect(asking(conversation('', 'sales'))).rejects.toThrow('nothing written: the questions were not answered');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('asks nothing with --yes', async () => {
    const talk = conversation();
    await asking(talk, '--yes', '--bucket', 'data-one');
    expect(talk.said()).toBe('');
  });
});

test('help has examples', () => {
  let help = '';
  initCommand(undefined)
    .configureOutput({ writeOut: (text) => (help += text) })
    .outputHelp();
  expect(help).toContain('quilt-athena init --from-stack sales-prod');
});
