import { judgeCall, type SimulatedCall } from '../../lib/verification/judge-call';
import { judgeQuery } from '../../lib/verification/judge-query';
import { type Found, judgeView } from '../../lib/verification/judge-view';
import type { QueryExpectation } from '../../lib/verification/verification-plan';

const ABOUT = { database: 'lake', table: 'secrets', bucket: 'vault' };
const MUST: QueryExpectation = { sql: 'SELECT 1', expected: 'allowed', about: ABOUT };
const MUST_NOT: QueryExpectation = { ...MUST, expected: 'denied' };
const failed = (message: string) => ({ state: 'FAILED', message }) as const;
const denial = (action: string, resource: string) =>
  failed(
    `User: arn:aws:sts::123456789012:assumed-role/analyst/x is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException)`,
  );
const GLUE = 'arn:aws:glue:us-east-1:123456789012';

describe('a query', () => {
  test('that runs is allowed', () => {
    expect(judgeQuery({ state: 'SUCCEEDED' }, MUST)).toEqual({ state: 'ALLOWED' });
  });

  test('is denied with the cause in Athena’s words', () => {
    const answer = judgeQuery(denial('glue:GetTable', `${GLUE}:table/lake/secrets`), MUST);
    expect(answer).toMatchObject({ state: 'DENIED', cause: expect.stringContaining('E04') });
  });

  test.each([
    ['throttled', 'TooManyRequestsException: Rate exceeded'],
    ['throttled by Glue', 'Query exhausted resources: ThrottlingException: Rate exceeded (Service: AWSGlue)'],
    ['of no known failure', 'something that nobody has seen before'],
    ['timed out', 'Query timeout'],
  ])('%s is inconclusive, whatever was expected, and though its table exists', (_, message) => {
    expect(judgeQuery(failed(message), MUST, true).state).toBe('INCONCLUSIVE');
    expect(judgeQuery(failed(message), MUST_NOT, true).state).toBe('INCONCLUSIVE');
    expect(judgeQuery(failed(message), MUST).state).toBe('INCONCLUSIVE');
    expect(judgeQuery(failed(message), MUST_NOT).state).toBe('INCONCLUSIVE');
  });

  test('that does not end is inconclusive', () => {
    expect(judgeQuery({ state: 'TIMEOUT' }, MUST_NOT).state).toBe('INCONCLUSIVE');
    expect(judgeQuery({ state: 'CANCELLED', message: 'Bytes scanned limit was exceeded' }, MUST).state).toBe(
      'INCONCLUSIVE',
    );
  });

  test('of something absent or hidden is denied only where it is known to be there', () => {
    const notFound = failed("TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake.secrets' does not exist");
    expect(judgeQuery(notFound, MUST_NOT).state).toBe('INCONCLUSIVE');
    expect(judgeQuery(notFound, MUST_NOT, false).state).toBe('INCONCLUSIVE');
    expect(judgeQuery(notFound, MUST_NOT, true)).toMatchObject({
      state: 'DENIED',
      cause: expect.stringContaining('hidden'),
    });
  });

  test('of a stale view fails although nothing was denied', () => {
    const stale = failed(
      "VIEW_IS_STALE: line 1:15: View 'awsdatacatalog.lake.v' is stale or in invalid state: column [x] of type",
    );
    expect(judgeQuery(stale, MUST).state).toBe('DENIED');
    expect(judgeQuery(stale, MUST_NOT).state).toBe('INCONCLUSIVE');
  });
});

describe('a denial that was expected counts', () => {
  test('where it is about what was to be read', () => {
    expect(judgeQuery(denial('glue:GetTable', `${GLUE}:table/lake/secrets`), MUST_NOT).state).toBe('DENIED');
    expect(
      judgeQuery(failed('Insufficient Lake Formation permission(s): Required Select on secrets'), MUST_NOT).state,
    ).toBe('DENIED');
    expect(judgeQuery(failed('Permission denied on S3 path: s3://vault/.quilt/packages/'), MUST_NOT).state).toBe(
      'DENIED',
    );
  });

  test.each([
    ['the workgroup', denial('athena:StartQueryExecution', 'arn:aws:athena:us-east-1:123456789012:workgroup/w')],
    ['the database default', denial('glue:GetDatabase', `${GLUE}:database/default`)],
    ['the results', failed('Access denied when writing output to url: s3://results/athena-results/analyst/1.csv')],
    ['another table', denial('glue:GetTable', `${GLUE}:table/other/orders`)],
  ])('and not where it is about %s', (_, end) => {
    expect(judgeQuery(end, MUST_NOT)).toMatchObject({
      state: 'INCONCLUSIVE',
      cause: expect.stringContaining('something else'),
    });
  });
});

test('a role that may look at no table is told of the catalog: that is a denial of what was to be read', () => {
  expect(judgeQuery(denial('glue:GetTable', `${GLUE}:catalog`), MUST_NOT).state).toBe('DENIED');
  expect(judgeQuery(denial('glue:GetDatabase', `${GLUE}:catalog`), MUST_NOT).state).toBe('INCONCLUSIVE');
});

describe('an answer of the simulator', () => {
  const answer: SimulatedCall = {
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::vault/x',
    decision: 'allowed',
    missingContext: [],
    statements: ['SourcePolicy'],
  };

  test('is as it says', () => {
    expect(judgeCall({ ...answer, statements: [] })).toEqual({ state: 'ALLOWED' });
    expect(judgeCall(answer)).toEqual({ state: 'ALLOWED', cause: 'SourcePolicy allows it' });
    expect(judgeCall({ ...answer, decision: 'implicitDeny' })).toEqual({
      state: 'DENIED',
      cause: 'no policy allows it',
    });
    expect(judgeCall({ ...answer, decision: 'explicitDeny' })).toMatchObject({ cause: 'SourcePolicy denies it' });
  });

  test('is worth nothing where a condition key was missing, even if it allows', () => {
    expect(judgeCall({ ...answer, missingContext: ['aws:SourceVpc'] })).toMatchObject({
      state: 'INCONCLUSIVE',
      cause: expect.stringContaining('aws:SourceVpc'),
    });
  });

  test('tells a boundary or the organization from the role’s own policies', () => {
    expect(judgeCall({ ...answer, decision: 'implicitDeny', allowedByBoundary: false })).toMatchObject({
      cause: 'the permissions boundary does not allow it',
    });
    expect(judgeCall({ ...answer, decision: 'explicitDeny', allowedByOrganization: false })).toMatchObject({
      cause: 'a policy of the organization does not allow it',
    });
  });
});

describe('a view', () => {
  const view = {
    database: 'lake',
    table: 'v',
    columns: [{ name: 'id', type: 'bigint' }],
    bases: [{ database: 'lake', table: 't', columns: [{ name: 'id', type: 'bigint' }] }],
  };
  const stored = { database: 'lake', table: 'v', columns: view.columns };
  const judged = (v: Found, t: Found) => judgeView(view, (_, table) => (table === 'v' ? v : t));
  const base = (...columns: { name: string; type: string }[]): Found => ({ database: 'lake', table: 't', columns });

  test('that fits its tables is as declared; columns it does not read do not matter', () => {
    expect(judged(stored, base({ name: 'ID', type: 'BIGINT' }, { name: 'more', type: 'int' }))).toEqual({
      state: 'ALLOWED',
    });
  });

  test('is stale with the column that changed', () => {
    expect(judged(stored, base({ name: 'id', type: 'string' }))).toEqual({
      state: 'DENIED',
      cause: 'the view is stale: in lake.t, column id was bigint and is string',
    });
    expect(judged(stored, base())).toMatchObject({ cause: 'the view is stale: in lake.t, column id is gone' });
    expect(judged(stored, 'absent')).toMatchObject({
      state: 'DENIED',
      cause: expect.stringContaining('does not exist'),
    });
  });

  test('that was changed by hand is told', () => {
    const more = { ...stored, columns: [...view.columns, { name: 'x', type: 'int' }] };
    expect(judged(more, base(...view.columns))).toMatchObject({ cause: 'the view was changed: column x was added' });
  });

  test('that the verifier may not see is inconclusive', () => {
    expect(judged(stored, 'hidden').state).toBe('INCONCLUSIVE');
    expect(judged('hidden', base(...view.columns)).state).toBe('INCONCLUSIVE');
  });
});
