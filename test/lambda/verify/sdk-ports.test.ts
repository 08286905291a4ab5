import type { AthenaClient } from '@aws-sdk/client-athena';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { grantsReader } from '../../../lambda/verify/aws/grants-reader';
import { queryPort } from '../../../lambda/verify/aws/queries';
import { rolesPort } from '../../../lambda/verify/aws/roles';
import { awsError } from './deployed-lake';

// What the local AWS cannot answer: several resources in one simulation, truncated pages, errors of Athena by number.

/** A client that gives these answers, one after the other. */
function client<T>(...answers: (object | Error)[]): { sdk: T; sent: { input: Record<string, unknown> }[] } {
  const sent: { input: Record<string, unknown> }[] = [];
  const send = async (command: { input: Record<string, unknown> }) => {
    sent.push(command);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { sdk: { send } as unknown as T, sent };
}

describe('a simulation', () => {
  const call = {
    purpose: 'ReadTables',
    actions: ['glue:GetTable'],
    resources: ['a', 'b'],
    context: { 'aws:CalledVia': ['athena.amazonaws.com'], 'aws:ViaAWSService': 'true', 's3:prefix': 'x' },
    expected: 'allowed',
  } as const;

  test('gives types to its context, as the simulator takes no others', async () => {
    const { sdk, sent } = client<IAMClient>({ EvaluationResults: [] });
    await rolesPort(sdk).simulate('arn', call);
    expect(sent[0].input.ContextEntries).toEqual([
      { ContextKeyName: 'aws:CalledVia', ContextKeyValues: ['athena.amazonaws.com'], ContextKeyType: 'stringList' },
      { ContextKeyName: 'aws:ViaAWSService', ContextKeyValues: ['true'], ContextKeyType: 'boolean' },
      { ContextKeyName: 's3:prefix', ContextKeyValues: ['x'], ContextKeyType: 'string' },
    ]);
  });

  test('answers for each resource by itself, over all pages', async () => {
    const result = {
      EvalActionName: 'glue:GetTable',
      EvalResourceName: '*',
      EvalDecision: 'allowed',
      ResourceSpecificResults: [
        { EvalResourceName: 'a', EvalResourceDecision: 'allowed', MissingContextValues: ['aws:SourceIp'] },
        { EvalResourceName: 'b', EvalResourceDecision: 'implicitDeny' },
      ],
    };
    const { sdk, sent } = client<IAMClient>(
      { EvaluationResults: [result], IsTruncated: true, Marker: 'more' },
      { EvaluationResults: [{ EvalActionName: 'glue:GetTable', EvalResourceName: 'c', EvalDecision: 'explicitDeny' }] },
    );
    const found = await rolesPort(sdk).simulate('arn', call);
    expect(sent[1].input.Marker).toBe('more');
    expect(found.map(({ resource, decision, missingContext }) => [resource, decision, missingContext])).toEqual([
      ['a', 'allowed', ['aws:SourceIp']],
      ['b', 'implicitDeny', []],
      ['c', 'explicitDeny', []],
    ]);
  });
});

describe('a query', () => {
  test('has a token that no other query has, and takes no result that is already there', async () => {
    const ended = { QueryExecution: { Status: { State: 'SUCCEEDED' } }, QueryExecutionId: 'q' };
    const { sdk, sent } = client<AthenaClient>(ended);
    const port = queryPort(sdk);
    await port.run('SELECT 1', 'w', 'd');
    await port.run('SELECT 1', 'w', 'd');
    const tokens = sent.flatMap(({ input }) => input.ClientRequestToken ?? []);
    expect(new Set(tokens).size).toBe(2);
    expect(sent[0].input.ResultReuseConfiguration).toEqual({ ResultReuseByAgeConfiguration: { Enabled: false } });
  });

  test('that is refused at once fails in Athena’s words', async () => {
    const { sdk } = client<AthenaClient>(awsError('AccessDeniedException', 'You are not authorized'));
    expect(await queryPort(sdk).run('SELECT 1', 'w', 'd')).toEqual({
      state: 'FAILED',
      message: 'AccessDeniedException: You are not authorized',
    });
  });

  test('whose result cannot be read has failed', async () => {
    const { sdk } = client<AthenaClient>(
      { QueryExecutionId: 'q' },
      { QueryExecution: { Status: { State: 'SUCCEEDED' } } },
      awsError('AccessDeniedException', 'Access denied'),
    );
    expect((await queryPort(sdk).run('SELECT 1', 'w', 'd')).state).toBe('FAILED');
  });

  test('tells the error’s number where the reason tells nothing', async () => {
    const Status = { State: 'FAILED', StateChangeReason: 'it failed', AthenaError: { ErrorType: 1405 } };
    const { sdk } = client<AthenaClient>({ QueryExecutionId: 'q' }, { QueryExecution: { Status } });
    expect(await queryPort(sdk).run('SELECT 1', 'w', 'd')).toEqual({
      state: 'FAILED',
      message: 'it failed\nErrorType: 1405',
    });
  });
});

describe('whether a caller sees every grant', () => {
  const settings = (arn: string) => ({ DataLakeSettings: { ReadOnlyAdmins: [{ DataLakePrincipalIdentifier: arn }] } });
  const sees = (caller: string, admin: string) =>
    grantsReader(client<LakeFormationClient>(settings(admin)).sdk, '1', caller).seesEverything();

  test('is told by the settings, for a role and for its session', async () => {
    const role = 'arn:aws:iam::123456789012:role/path/verifier';
    expect(await sees(role, role)).toBe(true);
    expect(await sees('arn:aws:sts::123456789012:assumed-role/verifier/me', role)).toBe(true);
    expect(await sees('arn:aws:sts::123456789012:assumed-role/other/me', role)).toBe(false);
    expect(await sees('arn:aws:sts::210987654321:assumed-role/verifier/me', role)).toBe(false);
  });
});
