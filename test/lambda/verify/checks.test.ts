import { Budget } from '../../../lambda/grants/budget';
import { allChecks } from '../../../lambda/verify/checks/all-checks';
import { makeChecks } from '../../../lambda/verify/make-checks';
import { foundBy, type RunProgress } from '../../../lambda/verify/progress';
import { GOVERNED } from '../../verification/a-lake';
import { awsError, DeployedLake } from './deployed-lake';

const VERIFIER = 'arn:aws:iam::123456789012:role/verifier';

async function found(lake: DeployedLake, ports = lake.ports) {
  const progress: RunProgress = { startedAt: 0, checks: {} };
  const checks = allChecks(lake.plan, lake.names, VERIFIER, ports);
  const settled = await makeChecks(checks, progress, new Budget(Date.now(), () => 600_000));
  return { settled, progress, ...foundBy(checks, progress) };
}

test('a lake as it is synthesized is as declared: every required call is allowed, every other one refused', async () => {
  const { settled, findings, asked } = await found(new DeployedLake());
  expect(findings).toEqual([]);
  expect(settled).toBe(true);
  expect(asked).toBeGreaterThan(200);
});

test('a policy that was taken off is a call that is not allowed any more', async () => {
  const lake = new DeployedLake();
  const arn = lake.names.roles.analyst;
  lake.policies.set(
    arn,
    (lake.policies.get(arn) ?? []).filter(({ name }) => !name.includes('Data')),
  );
  const { findings } = await found(lake);
  expect(findings).toContainEqual({
    kind: 'call',
    verdict: 'fails',
    role: 'analyst',
    subject:
      'glue:GetTable on arn:aws:glue:us-east-1:123456789012:table/sales_prod/sales-raw_verification-sample, through Athena',
    expected: 'allowed',
    found: 'no policy allows it',
    fix: expect.stringMatching(/^put the role's policies back/),
  });
});

test('a policy that was added by hand is a call that should be refused', async () => {
  const lake = new DeployedLake();
  const arn = lake.names.roles.analyst;
  const document = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } } as const;
  lake.policies.set(arn, [...(lake.policies.get(arn) ?? []), { name: 'ByHand', document }]);
  const { findings } = await found(lake);
  expect(findings.map(({ subject }) => subject)).toContain(
    's3:GetObject on arn:aws:s3:::lab-data/verification-sample, directly',
  );
  expect(new Set(findings.map(({ found: what }) => what))).toEqual(new Set(['it is allowed']));
});

test('a condition key that was not given leaves every call open', async () => {
  const lake = new DeployedLake();
  lake.missingContext = ['aws:SourceVpc'];
  const { findings } = await found(lake);
  expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
});

test.each([
  [{ enabled: false }, 'it is disabled', 'enable it: aws athena update-work-group --state ENABLED'],
  [{ outputLocation: undefined }, 'it has no output location, which must be s3://', 'set it back'],
  [{ outputLocation: 's3://elsewhere/' }, 'its results go to s3://elsewhere/ instead of s3://', 'set it back'],
  [{ enforced: false }, 'its settings are not enforced', 'set it back'],
])('a workgroup that was changed to %j is told', async (changes, what, fix) => {
  const lake = new DeployedLake();
  lake.workgroup = changes;
  const { findings } = await found(lake);
  expect(findings).toEqual(
    ['analyst', 'chemist'].map((role) => ({
      kind: 'workgroup',
      verdict: 'fails',
      role,
      subject: `the workgroup QuiltUserAthena-sales-prod-${role}`,
      expected: 'allowed',
      found: expect.stringContaining(what),
      fix: expect.stringContaining(fix),
    })),
  );
});

describe('queries', () => {
  test('are explained first, and then run', async () => {
    const lake = new DeployedLake();
    await found(lake);
    const [query] = lake.plan.roles[0].queries;
    expect(lake.asked).toEqual(expect.arrayContaining([`EXPLAIN ${query.sql}`, query.sql]));
  });

  test('that are not denied where they must be are told', async () => {
    const lake = new DeployedLake();
    const query = lake.plan.roles[1].queries.find(({ expected }) => expected === 'denied');
    lake.ended.set(`EXPLAIN ${query?.sql}`, { state: 'SUCCEEDED' });
    lake.ended.set(String(query?.sql), { state: 'SUCCEEDED' });
    const { findings } = await found(lake);
    expect(findings).toEqual([
      {
        kind: 'query',
        verdict: 'fails',
        role: 'chemist',
        subject: query?.sql,
        expected: 'denied',
        found: 'it is allowed',
        fix: expect.stringContaining('quilt-athena explain'),
      },
    ]);
  });

  test('of a role that does not trust the verifier are not known, and the statement to add is told', async () => {
    const lake = new DeployedLake();
    lake.refusesToAssume = awsError('AccessDenied', 'not authorized to perform: sts:AssumeRole');
    const { findings, settled } = await found(lake);
    expect(settled).toBe(false);
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatchObject({
      verdict: 'unknown',
      subject: 'queries in the name of the role',
      fix: expect.stringContaining(`"Principal":{"AWS":"${VERIFIER}"},"Action":"sts:AssumeRole"`),
    });
  });

  test('run five at a time, and no more', async () => {
    const lake = new DeployedLake();
    let running = 0;
    let most = 0;
    const { ports } = lake;
    const assume = async (arn: string) => {
      const session = await ports.sessions.assume(arn);
      return {
        run: async (...query: Parameters<typeof session.run>) => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 5));
          running--;
          return session.run(...query);
        },
      };
    };
    await found(lake, { ...ports, sessions: { assume } });
    expect(most).toBe(5);
  });
});

describe('what AWS answers to the verifier itself', () => {
  test('leaves the question open, and other checks go on', async () => {
    const lake = new DeployedLake();
    const { ports } = lake;
    const tablesOf = async () => {
      throw awsError('ThrottlingException');
    };
    const { findings, progress, asked } = await found(lake, { ...ports, tables: { ...ports.tables, tablesOf } });
    expect(findings[0]).toMatchObject({
      kind: 'view',
      verdict: 'unknown',
      found: expect.stringContaining('Throttling'),
    });
    expect(progress.checks.views.passing).toBe(true);
    expect(asked).toBeGreaterThan(100);
  });

  test('is an error where it is our own', async () => {
    const lake = new DeployedLake();
    const trustOf = async () => {
      throw new TypeError('a mistake in the code');
    };
    await expect(found(lake, { ...lake.ports, roles: { ...lake.ports.roles, trustOf } })).rejects.toThrow(TypeError);
  });
});

describe('where Lake Formation decides', () => {
  const lakeWithGrants = () => {
    const lake = new DeployedLake(GOVERNED);
    lake.grants = lake.plan.roles.flatMap(({ role, grants = [] }) =>
      grants.map(({ database, table, privileges }) => ({
        Principal: { DataLakePrincipalIdentifier: lake.names.roles[role] },
        Resource:
          table === undefined ? { Database: { Name: database } } : { Table: { DatabaseName: database, Name: table } },
        Permissions: [...privileges],
      })),
    );
    return lake;
  };
  const ofGrants = async (lake: DeployedLake) =>
    (await found(lake)).findings.filter(({ kind }) => kind.startsWith('grant'));

  test('every grant of the plan is looked for, and no other', async () => {
    expect(await ofGrants(lakeWithGrants())).toEqual([]);
  });

  test('a grant that is gone is told', async () => {
    const lake = lakeWithGrants();
    lake.grants = lake.grants.filter(({ Resource }) => Resource?.Table?.Name !== 'package_count');
    expect(await ofGrants(lake)).toEqual([
      expect.objectContaining({ kind: 'grant-lost', verdict: 'fails', subject: 'SELECT on sales_prod.package_count' }),
    ]);
  });

  test('a grant that is gone is not known to be, where listings are filtered', async () => {
    const lake = lakeWithGrants();
    lake.grants = [];
    lake.seesEverything = false;
    const findings = await ofGrants(lake);
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(findings[0].fix).toContain('read-only administrator');
  });

  test('a grant that somebody added is told', async () => {
    const lake = lakeWithGrants();
    lake.grants.push({
      Principal: { DataLakePrincipalIdentifier: lake.names.roles.chemist },
      Resource: { Table: { DatabaseName: 'sales_prod', Name: 'sales-raw_packages' } },
      Permissions: ['SELECT'],
    });
    expect(await ofGrants(lake)).toEqual([
      expect.objectContaining({
        kind: 'grant-added',
        role: 'chemist',
        subject: 'SELECT on sales_prod.sales-raw_packages',
      }),
    ]);
  });

  test('a grant to a role that has none is told as well', async () => {
    const lake = new DeployedLake({ ...GOVERNED, roles: [...GOVERNED.roles, { name: 'guest' }] });
    lake.grants = [
      {
        Principal: { DataLakePrincipalIdentifier: lake.names.roles.guest },
        Resource: { Table: { DatabaseName: 'sales_prod', Name: 'sales-raw_packages' } },
        Permissions: ['DROP'],
      },
    ];
    expect((await ofGrants(lake)).filter(({ kind }) => kind === 'grant-added')).toEqual([
      expect.objectContaining({ role: 'guest', subject: 'DROP on sales_prod.sales-raw_packages' }),
    ]);
  });

  test('locations that are not registered are told with the call that registers them', async () => {
    const { findings } = await found(lakeWithGrants());
    expect(findings.filter(({ kind }) => kind === 'lake-formation')[0].fix).toMatch(
      /^aws lakeformation register-resource /,
    );
  });
});
