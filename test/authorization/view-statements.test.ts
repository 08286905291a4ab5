import { WORST_CASE } from '../../lib/authorization/aws-environment';
import { columnExposure } from '../../lib/authorization/column-exposure';
import type { PrincipalAccess } from '../../lib/authorization/declared-access';
import { type ViewStatementSource, viewStatements } from '../../lib/authorization/view-statements';
import { grantsInWords } from './grants-in-words';

const AWS = {
  ...WORST_CASE,
  partition: 'aws',
  region: 'eu-west-1',
  account: '123456789012',
  urlSuffix: 'amazonaws.com',
};
const GLUE = 'arn:aws:glue:eu-west-1:123456789012';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/k';

const access: PrincipalAccess = {
  principal: 'p',
  reads: [
    { database: 'sd', table: 't', kind: 'table', columns: ['y'] },
    { database: 'td', table: 'lv', kind: 'invoker' },
  ],
};
const source: ViewStatementSource = {
  access,
  regime: 'iam',
  grants: grantsInWords('SELECT sd.t; SELECT td.lv'),
  data: new Map([['sd.t', { location: 's3://lake/t/', kmsKey: KEY }]]),
};
const bySid = (of: ViewStatementSource) => new Map(viewStatements(of, AWS).map((s) => [s.Sid, s]));

test('an invoker view takes Glue on itself, on its base and on all ancestors, and S3 on the files of its base', () => {
  const statements = bySid(source);
  expect(statements.get('ReadViews')?.Resource).toEqual([
    `${GLUE}:catalog`,
    `${GLUE}:database/sd`,
    `${GLUE}:database/td`,
    `${GLUE}:table/sd/t`,
    `${GLUE}:table/td/lv`,
  ]);
  expect(statements.get('ReadViewDatabases')?.Resource).toEqual([
    `${GLUE}:catalog`,
    `${GLUE}:database/sd`,
    `${GLUE}:database/td`,
  ]);
  expect(statements.get('ReadViewData')).toMatchObject({
    Action: ['s3:GetObject'],
    Resource: ['arn:aws:s3:::lake/t/*'],
  });
  expect(statements.get('ListViewData')).toMatchObject({
    Resource: ['arn:aws:s3:::lake'],
    Condition: { StringLike: { 's3:prefix': ['t/*'] } },
  });
  expect(statements.get('LocateViewData')?.Condition).not.toHaveProperty('StringLike');
  expect(statements.get('DecryptViewData')).toMatchObject({
    Resource: [KEY],
    Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
  });
  expect([...statements.keys()]).toEqual([
    'ReadViewDatabases',
    'ReadViews',
    'LocateViewData',
    'ListViewData',
    'ReadViewData',
    'DecryptViewData',
  ]);
});

test('everything is for Athena alone', () => {
  for (const statement of viewStatements(source, AWS)) {
    expect(statement.Condition).toMatchObject({
      'ForAnyValue:StringEquals': { 'aws:CalledVia': ['athena.amazonaws.com'] },
    });
  }
});

test.each([
  ['lakeformation' as const, undefined],
  ['hybrid' as const, ['p']],
])(
  'where Lake Formation decides (%s) it hands out the data: no S3, no key, and GetDataAccess without a condition',
  (regime, optedIn) => {
    const statements = viewStatements({ ...source, regime, optedIn }, AWS);
    expect(statements.map((s) => s.Sid)).toEqual(['ReadViewDatabases', 'ReadViews', 'GetGovernedData']);
    expect(statements.at(-1)).toEqual({
      Sid: 'GetGovernedData',
      Effect: 'Allow',
      Action: ['lakeformation:GetDataAccess'],
      Resource: ['*'],
    });
  },
);

test('a table that is not governed is read from S3 beside one that is', () => {
  const more = { ...source, regime: 'lakeformation' as const, ungoverned: ['sd.t'] };
  expect([...bySid(more).keys()]).toContain('ReadViewData');
});

test('who fills an analytical view writes where it lies, who owns one changes and drops it', () => {
  const data = new Map([['td.av1', { location: 's3://lake/av1/' }]]);
  const reads = [{ database: 'td', table: 'av1', kind: 'analytical' as const }];
  const fills = bySid({
    ...source,
    access: { ...access, reads },
    data,
    grants: grantsInWords('DELETE,INSERT,SELECT td.av1'),
  });
  expect(fills.get('WriteViewData')).toMatchObject({ Resource: ['arn:aws:s3:::lake/av1/*'] });
  expect(fills.get('DeleteViewData')).toMatchObject({ Action: ['s3:DeleteObject'] });
  expect(fills.get('ChangeViews')?.Action).toEqual([
    'glue:BatchCreatePartition',
    'glue:CreatePartition',
    'glue:UpdateTable',
  ]);
  const owns = bySid({ ...source, access: { ...access, reads }, data, grants: grantsInWords('ALL td.av1') });
  expect(owns.get('ChangeViews')?.Action).toContain('glue:DeleteTable');
  const queries = bySid({ ...source, access: { ...access, reads }, data, grants: grantsInWords('SELECT td.av1') });
  expect(queries.has('ChangeViews')).toBe(false);
  expect(queries.has('WriteViewData')).toBe(false);
});

test('ALL on a database reaches its tables and functions in Glue', () => {
  const statement = bySid({ ...source, grants: grantsInWords('ALL td') }).get('ChangeDatabase');
  expect(statement?.Resource).toEqual([
    `${GLUE}:catalog`,
    `${GLUE}:database/td`,
    `${GLUE}:table/td/*`,
    `${GLUE}:userDefinedFunction/td/*`,
  ]);
  expect(statement?.Action).toEqual(
    expect.arrayContaining(['glue:CreateTable', 'glue:DeleteDatabase', 'glue:DeleteTable', 'glue:UpdateTable']),
  );
  const adds = bySid({ ...source, grants: grantsInWords('CREATE_TABLE td') }).get('ChangeDatabase');
  expect(adds?.Action).toEqual(['glue:CreateTable', 'glue:GetDatabase']);
});

test('others’ grants give nothing', () => {
  const statements = bySid({ ...source, grants: grantsInWords('ALL sd.t; ALL td', 'q') });
  expect([...statements.keys()]).toEqual(['ReadViewDatabases', 'ReadViews']);
});

describe('grants on columns', () => {
  const exposure = {
    regime: 'iam' as const,
    grants: grantsInWords('SELECT(y, m) sd.t'),
    columns: new Map([['sd.t', ['y', 'm', 'd', 'v', 'secret']]]),
    locations: new Map([['sd.t', 's3://lake/t/']]),
    directReads: new Map([['p', ['s3://lake/']]]),
    downgrade: 'error' as const,
  };
  const what = 'IAM knows no columns: found a grant to p on columns m, y of sd.t, which would open d, v, secret too';

  test('are refused where IAM decides, which would open the others', () => {
    expect(columnExposure(exposure)).toEqual({
      problems: [
        {
          principal: 'p',
          message: `${what}; use the regime lakeformation, grant SELECT on the table, or set downgrade: warn`,
        },
      ],
      warnings: [],
    });
  });

  test('or open the whole table with a warning that names the others', () => {
    expect(columnExposure({ ...exposure, downgrade: 'warn' })).toEqual({
      problems: [],
      warnings: [{ principal: 'p', message: what }],
    });
  });

  test('on every column open nothing more', () => {
    expect(columnExposure({ ...exposure, grants: grantsInWords('SELECT(y, m, d, v, secret) sd.t') })).toEqual({
      problems: [],
      warnings: [],
    });
  });

  test('of a table whose columns are not known are refused', () => {
    expect(columnExposure({ ...exposure, columns: new Map() }).problems).toHaveLength(1);
  });

  test('do not bind a role that reads the files directly', () => {
    const lakeformation = { ...exposure, regime: 'lakeformation' as const };
    expect(columnExposure(lakeformation)).toEqual({
      problems: [],
      warnings: [
        {
          principal: 'p',
          message:
            'a grant on columns does not bind who reads the files, found that p has columns of sd.t granted and reads s3://lake/ directly; let it reach objects by queries only (objects: query)',
        },
      ],
    });
    for (const directReads of [
      new Map(),
      new Map([['q', ['s3://lake/']]]),
      new Map([['p', ['s3://other/', 's3://lake/u/']]]),
    ]) {
      expect(columnExposure({ ...lakeformation, directReads }).warnings).toEqual([]);
    }
  });
});
