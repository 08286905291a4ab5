import { ofRole, verifyCommand } from '../../bin/commands/verify';
import { explainedAwsProblem } from '../../bin/doctor/aws-problem';
import { deployedLake } from '../../bin/verify/deployed-lake';
import { describeSteps, repairSteps } from '../../bin/verify/repair';
import { describeReport } from '../../bin/verify/report-text';
import { verifyLake } from '../../bin/verify/verify-lake';
import { DeployedLake, STACK_ID } from '../lambda/verify/deployed-lake';
import { aLake, GOVERNED, KEY, planOf } from './a-lake';

const OUTPUTS = new Map([
  ['AthenaResultsBucketName', 'results'],
  ['RoleArnAnalyst', 'arn:aws:iam::123456789012:role/a'],
  ['RoleArnChemist', 'arn:aws:iam::123456789012:role/c'],
]);
const CALLER = 'arn:aws:sts::123456789012:assumed-role/admin/me';

test('the command tells its exit codes and what it needs', () => {
  let help = '';
  verifyCommand()
    .configureOutput({ writeOut: (text) => (help += text) })
    .outputHelp();
  expect(help).toMatch(/Exit code 1: not as declared; 2:/);
});

test('names are taken from the outputs of the stack', () => {
  expect(deployedLake(aLake(), STACK_ID, OUTPUTS).names).toEqual({
    partition: 'aws',
    region: 'us-east-1',
    account: '123456789012',
    urlSuffix: 'amazonaws.com',
    resultsBucket: 'results',
    roles: { analyst: 'arn:aws:iam::123456789012:role/a', chemist: 'arn:aws:iam::123456789012:role/c' },
    keys: { 'sales-raw': KEY },
  });
});

test('a stack that was deployed with another configuration is told', () => {
  expect(() => deployedLake(aLake(), STACK_ID, new Map([['AthenaResultsBucketName', 'results']]))).toThrow(
    'the stack sales-prod must have the output RoleArnAnalyst, found AthenaResultsBucketName; deploy it',
  );
});

test('one role can be verified alone; one that is not declared is refused', () => {
  expect(ofRole(planOf(), 'chemist').roles.map(({ role }) => role)).toEqual(['chemist']);
  expect(() => ofRole(planOf(), 'chemst')).toThrow(
    'unknown role "chemst"; known: analyst, chemist; did you mean "chemist"?',
  );
});

test('the report says what is wrong first, and what is covered', async () => {
  const lake = new DeployedLake();
  lake.policies.set(lake.names.roles.chemist, []);
  const steps: number[] = [];
  const report = await verifyLake({
    plan: planOf(),
    lake: { stackId: STACK_ID, names: lake.names },
    caller: CALLER,
    ports: lake.ports,
    onProgress: (made) => steps.push(made),
  });
  expect(report).toMatchObject({ outcome: 'failed', trigger: 'command' });
  expect(steps.at(-1)).toBe(steps.length);
  const text = describeReport(report);
  expect(text).toMatch(
    /^Access is not as declared\. \d+ questions, \d+ answered as declared\.\n\nNot as declared\n {2}role chemist: /,
  );
  expect(text).toContain('\nCovered\n  IAM: all ');
});

test.each([
  ['Region is missing', 'no region is chosen; give --region, or set AWS_REGION'],
  [
    'Region not accepted: region="" is not a valid hostname component.',
    'no region is chosen; give --region, or set AWS_REGION',
  ],
  [
    'Could not load credentials from any providers',
    'no AWS credentials were found; sign in, for example with aws sso login, and set AWS_PROFILE',
  ],
])('what the SDK says of its surroundings (%s) is told with what to do', (message, told) => {
  expect(explainedAwsProblem(new Error(message), 'verify')).toMatchObject({ message: `cannot verify: ${told}` });
});

test('a repair grants what is missing, and nothing else', async () => {
  const lake = new DeployedLake(GOVERNED);
  const missing = await repairSteps(lake.plan, { analyst: lake.names.roles.analyst }, '123456789012', lake.ports);
  expect(missing.map(({ operation }) => operation)).toEqual(missing.map(() => 'grant-permissions'));
  expect(describeSteps(missing)).toContain(
    '# role analyst has SELECT on sales_prod.package_count again\naws lakeformation grant-permissions ',
  );
  lake.grants = missing.map(({ input }) => input as (typeof lake.grants)[number]);
  expect(await repairSteps(lake.plan, { analyst: lake.names.roles.analyst }, '123456789012', lake.ports)).toEqual([]);
});
