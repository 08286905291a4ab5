import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseLakeFile, readLakeFile } from '../../lib/model/config-file';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';

const FILE = 'quilt-athena.yaml';
const BUCKETS = 'buckets: [data-one, data-two]';
const MINIMAL = `stackName: sales-prod\n${BUCKETS}\nroles: []\n`;

/** The lines of the error that reading ends with. */
function refusal(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof QuiltAthenaValidationError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const refused = (text: string) => refusal(() => parseLakeFile(text, FILE));
const refusedLake = (...lines: string[]) => refused(MINIMAL.replace('roles: []\n', `${lines.join('\n')}\n`));

describe('a file', () => {
  test('gives the stack and the lake', () => {
    const text = `${MINIMAL}env: {account: '012345678901', region: eu-central-1}\ntags: {team: data}\nsavedQueries: false\n`;
    expect(parseLakeFile(text, FILE)).toEqual({
      stackName: 'sales-prod',
      env: { account: '012345678901', region: 'eu-central-1' },
      tags: { team: 'data' },
      config: { buckets: [{ name: 'data-one' }, { name: 'data-two' }], roles: [], savedQueries: false },
    });
  });

  test('may leave account, region and tags out', () => {
    expect(parseLakeFile(MINIMAL, FILE)).toEqual({
      stackName: 'sales-prod',
      tags: {},
      config: { buckets: [{ name: 'data-one' }, { name: 'data-two' }], roles: [] },
    });
  });

  test('may say things the short way', () => {
    const text = [
      'stackName: sales-prod',
      'buckets: [data-one, {name: data-two, tables: existing}]',
      "roles: [{name: a, read: '*', write: [data-one], workgroup: {bytesScannedCutoff: 1.5 GB}}]",
      'workgroups: {bytesScannedCutoff: 1 TiB}',
    ].join('\n');
    expect(parseLakeFile(text, FILE).config).toEqual({
      buckets: [{ name: 'data-one' }, { name: 'data-two', tables: 'existing' }],
      roles: [{ name: 'a', read: ['*'], write: ['data-one'], workgroup: { bytesScannedCutoff: 1_500_000_000 } }],
      workgroups: { bytesScannedCutoff: 2 ** 40 },
    });
  });

  test('may repeat itself with anchors and merge keys', () => {
    const text = [
      'stackName: sales-prod',
      'buckets: [&one data-one]',
      'roles:',
      '  - &agent {name: agent, read: [*one], clients: [mcp]}',
      '  - {<<: *agent, name: agent-two}',
    ].join('\n');
    expect(parseLakeFile(text, FILE).config.roles).toEqual([
      { name: 'agent', read: ['data-one'], clients: ['mcp'] },
      { name: 'agent-two', read: ['data-one'], clients: ['mcp'] },
    ]);
  });

  test('may begin with a byte order mark', () => {
    expect(parseLakeFile(`\uFEFF${MINIMAL}`, FILE).stackName).toBe('sales-prod');
  });
});

describe('a file that is not there to be read', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'config-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is missing', () => {
    const file = path.join(folder, 'none.yaml');
    expect(refusal(() => readLakeFile(file))).toEqual([
      `${file}: no such file, looked for ${file}; write one with quilt-athena init, or name another: cdk -c config=FILE, quilt-athena --config FILE`,
    ]);
  });

  test('is looked for from the current folder', () => {
    expect(refusal(() => readLakeFile('none.yaml'))[0]).toContain(`looked for ${path.resolve('none.yaml')};`);
  });

  test('is a folder', () => {
    mkdirSync(path.join(folder, 'lake'));
    expect(refusal(() => readLakeFile(path.join(folder, 'lake')))).toEqual([
      `${folder}/lake: must be a file, found a folder; name the file in it, for example ${folder}/lake/quilt-athena.yaml`,
    ]);
  });

  test('is not UTF-8', () => {
    const file = path.join(folder, 'latin.yaml');
    writeFileSync(file, Buffer.from('stackName: sales\n# gr\xf6\xdfe\n', 'latin1'));
    expect(refusal(() => readLakeFile(file))).toEqual([
      `${file}:2:5: the file must be UTF-8, found other bytes; save it as UTF-8`,
    ]);
  });
});

describe('a text that is no YAML is refused:', () => {
  test.each([
    [
      'nothing',
      '',
      `${FILE}: the file must describe a lake, found nothing in it; write stackName, buckets and roles, or begin with quilt-athena init`,
    ],
    [
      'comments alone',
      '# later\n',
      `${FILE}: the file must describe a lake, found nothing in it; write stackName, buckets and roles, or begin with quilt-athena init`,
    ],
    [
      'a key that occurs twice',
      `${MINIMAL}roles: []\n`,
      `${FILE}:4:1: a key must occur once, found roles again; keep one of them`,
    ],
    [
      'a tab in the indentation',
      'roles:\n\t- name: a\n',
      `${FILE}:2:1: YAML must be indented with spaces, found a tab; replace it`,
    ],
    [
      'a second document',
      `${MINIMAL}---\n${MINIMAL}`,
      `${FILE}:4:1: a file must hold one document, found a second; remove the --- and what follows it`,
    ],
    [
      'an anchor that nothing has',
      'stackName: *name\n',
      `${FILE}:1:12: unknown anchor "name"; write &name at an earlier value, or quote the text if it is no anchor`,
    ],
    [
      'a CloudFormation function',
      'stackName: !Ref Name\n',
      `${FILE}:1:12: unknown tag "!Ref"; write a plain value, tags and CloudFormation's functions mean nothing here`,
    ],
    [
      'a colon in a value',
      'stackName: sales: prod\n',
      `${FILE}:1:12: a value must not contain a colon and a space, found one; put the value in quotes`,
    ],
    [
      'a quote that is not closed',
      'stackName: "sales\n',
      `${FILE}:2:1: not YAML: missing closing "quote; look at quotes, brackets and indentation here and just before`,
    ],
  ])('%s', (_, text, message) => {
    expect(refused(text)).toEqual([message]);
  });
});

describe('a file of the wrong shape is refused:', () => {
  test('unknown keys', () => {
    expect(refusedLake('roles:', '  - name: a', '    reads: [data-one]', 'bucket: x', 'view: []')).toEqual([
      'quilt-athena.yaml:5:5: roles[0].reads: unknown key "reads"; allowed: arn, baseline, clients, existing, name, objects, permissionsBoundary, quiltManaged, read, tabulator, trustedPrincipals, workgroup, write; did you mean "read"?',
      'quilt-athena.yaml:6:1: bucket: unknown key "bucket"; allowed: authorization, buckets, database, env, externalTables, grants, proof, results, roles, savedQueries, stackName, tables, tabulator, tags, verification, views, workgroups; did you mean "buckets"?',
      'quilt-athena.yaml:7:1: view: unknown key "view"; allowed: authorization, buckets, database, env, externalTables, grants, proof, results, roles, savedQueries, stackName, tables, tabulator, tags, verification, views, workgroups; did you mean "views"?',
    ]);
  });

  test('missing keys', () => {
    expect(refused('buckets: [{tables: create}]\n')).toEqual([
      'quilt-athena.yaml:1:1: missing key "stackName"; add for example stackName: "sales-prod"',
      'quilt-athena.yaml:1:1: missing key "roles"; add for example roles: [{"name":"analyst","read":"*"}]',
      'quilt-athena.yaml:1:11: buckets[0]: missing key "name"; add for example name: "quilt-sandbox-bucket"',
    ]);
  });

  test.each([
    [
      'roles:',
      'roles: must be a list, found nothing; write for example [{"name":"analyst","read":"*"}], or remove the key',
      7,
    ],
    ['roles: analyst', 'roles: must be a list, found "analyst"; write a list: ["analyst"]', 8],
    [
      `roles: [${'x'.repeat(200)}]`,
      `roles[0]: must be a mapping, found "${'x'.repeat(100)}…"; write for example {"name":"analyst","read":"*"}`,
      9,
    ],
    ['roles: {a: b}', 'roles: must be a list, found a mapping; write for example [{"name":"analyst","read":"*"}]', 8],
    ['roles: [[a]]', 'roles[0]: must be a mapping, found a list; write for example {"name":"analyst","read":"*"}', 9],
    ['roles: [{name: 2026}]', 'roles[0].name: must be text, found the number 2026; put it in quotes: "2026"', 16],
    ['roles: [{name: true}]', 'roles[0].name: must be text, found true; put it in quotes: "true"', 16],
    [
      'roles: [{name: a, read: 7}]',
      'roles[0].read: must be a list or text, found the number 7; put it in quotes: "7"',
      25,
    ],
    [
      'roles: [{name: a, existing: yes}]',
      'roles[0].existing: must be true or false, found "yes"; write true, as YAML 1.2 takes yes for text',
      29,
    ],
    [
      'roles: [{name: a, existing: Off}]',
      'roles[0].existing: must be true or false, found "Off"; write false, as YAML 1.2 takes Off for text',
      29,
    ],
    [
      'roles: [{name: a, existing: maybe}]',
      'roles[0].existing: must be true or false, found "maybe"; write for example false',
      29,
    ],
    [
      'roles: [{name: a, workgroup: {bytesScannedCutoff: 0.5}}]',
      'roles[0].workgroup.bytesScannedCutoff: must be a whole number or text, found the number 0.5; put it in quotes: "0.5"',
      51,
    ],
  ])('%s', (line, message, column) => {
    expect(refusedLake(line)).toEqual([`${FILE}:3:${column}: ${message}`]);
  });

  test('an account whose leading zeros YAML drops', () => {
    expect(refused(`${MINIMAL}env:\n  account: 012345678901\n`)).toEqual([
      'quilt-athena.yaml:5:12: env.account: must be text, found the number 012345678901, which YAML reads as 12345678901; put it in quotes: "012345678901"',
    ]);
  });

  test('a list where the lake should be', () => {
    expect(refused('- stackName: sales-prod\n')).toEqual([
      'quilt-athena.yaml:1:1: must be a mapping, found a list; write for example {"stackName":"sales-prod","buckets":["quilt-sandbox-bucket"],"roles":[{"name":"analyst","read":"*"}]}',
    ]);
  });
});

describe('a file that cannot work is refused, with every reason where it is written:', () => {
  test('rules of the lake', () => {
    expect(
      refused('stackName: Sales\nbuckets:\n  - data_one\n  - name: data-two\n    layouts: [clasic]\nroles: []\n'),
    ).toEqual([
      'quilt-athena.yaml:1:12: stackName: stack name must match ^[a-z][a-z0-9-]*$ because Quilt\'s names are made of it, found "Sales"; write "sales"',
      'quilt-athena.yaml:3:5: buckets[0].name: bucket name must have no capitals and no _, found "data_one"; buckets that old cannot be declared: Glue folds capitals, and with _ in names the pattern <bucket>_* would match tables of another bucket too',
      'quilt-athena.yaml:5:15: buckets[1].layouts[0]: unknown layout "clasic"; known: classic; did you mean "classic"?',
    ]);
  });

  test('values that only the schema knows', () => {
    expect(refusedLake('roles: [{name: a, objects: directly, baseline: Quilt}]')).toEqual([
      'quilt-athena.yaml:3:28: roles[0].objects: unknown value "directly"; allowed: direct, query; did you mean "direct"?',
      'quilt-athena.yaml:3:48: roles[0].baseline: unknown value "Quilt"; allowed: none, quilt; did you mean "quilt"?',
    ]);
  });

  test('conveniences that are none', () => {
    expect(refusedLake('roles: [{name: a, read: data-one, workgroup: {bytesScannedCutoff: 10 gigs}}]')).toEqual([
      'quilt-athena.yaml:3:25: roles[0].read: must be a list of buckets, or \'*\' for every declared bucket, found "data-one"; write ["data-one"]',
      'quilt-athena.yaml:3:67: roles[0].workgroup.bytesScannedCutoff: bytesScannedCutoff must be a number of bytes, or a size in B, KB, MB, GB, TB, KiB, MiB, GiB, TiB, found "10 gigs"; write for example 100 GB',
    ]);
  });

  test('what belongs to the stack', () => {
    expect(
      refused(
        `${MINIMAL}env: {account: '1', region: europe}\ntags: {aws:x: a, ${'k'.repeat(129)}: b, team: ${'v'.repeat(257)}}\n`,
      ),
    ).toEqual([
      'quilt-athena.yaml:4:16: env.account: account must be 12 digits, found "1"; write it with its leading zeros',
      'quilt-athena.yaml:4:29: env.region: region must be the code of a region, found "europe"; write for example us-east-1',
      'quilt-athena.yaml:5:15: tags.aws:x: tag keys must not begin with aws:, found "aws:x"; choose another key',
      `quilt-athena.yaml:5:149: tags.${'k'.repeat(129)}: tag keys must have 1 to 128 characters, found 129 in "${'k'.repeat(129)}"; shorten it`,
      `quilt-athena.yaml:5:158: tags.team: tag values must have at most 256 characters, found 257 in "${'v'.repeat(257)}"; shorten it`,
    ]);
  });

  test('values that come from an anchor, where they are used or merged from', () => {
    const text = `stackName: sales-prod\n${BUCKETS}\nroles:\n  - &a {name: a, clients: [mpc]}\n  - {<<: *a, name: b}\n`;
    expect(refused(text).map((line) => line.split(': unknown')[0])).toEqual([
      'quilt-athena.yaml:4:28: roles[0].clients[0]',
      'quilt-athena.yaml:4:28: roles[1].clients[0]',
    ]);
  });
});

test.each(['sales-prod', 'beside-quilt'])('the example %s is accepted', (name) => {
  const file = path.join(__dirname, '../../examples', name, FILE);
  expect(readLakeFile(file).config.buckets.length).toBeGreaterThan(0);
});
