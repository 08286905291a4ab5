import { Command } from 'commander';
import { withConfig } from '../../lib/diagnosis/config/with-config';
import { diagnose } from '../../lib/diagnosis/diagnose';
import type { Diagnosis } from '../../lib/diagnosis/diagnosis';
import { awsArn } from '../../lib/diagnosis/fix/aws-arn';
import { NO_DIAGNOSIS } from '../../lib/diagnosis/no-diagnosis';
import type { AccountReader, FailedQuery } from '../../lib/diagnosis/settle/account-reader';
import { isUnsettled, settled } from '../../lib/diagnosis/settle/settled';
import { type LakeFile, readLakeFile } from '../../lib/model/config-file';
import { lakeFrom } from '../../lib/model/lake';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { askAthena } from '../doctor/athena-client';
import { explainedAwsProblem } from '../doctor/aws-problem';
import { liveAccount } from '../doctor/live-account';
import { checkedMessage, messageText, standardInput } from '../doctor/message-input';
import { type GetQueryExecution, readQueryExecution } from '../doctor/query-execution';
import { describeDiagnosis } from '../doctor/report';
import { surroundings } from '../doctor/surroundings';

/** What the command reaches outside for. */
export interface DoctorPorts {
  readonly input: () => Promise<Buffer>;
  readonly askAthena: GetQueryExecution;
  readonly account: (region: string) => Promise<AccountReader & { readonly close: () => void }>;
}

const LIVE: DoctorPorts = { input: () => standardInput(), askAthena, account: liveAccount };

interface DoctorOptions {
  readonly queryExecutionId?: string;
  readonly config?: string;
  readonly region?: string;
  readonly offline: boolean;
  readonly json: boolean;
}

/** A message, and the query it is about. */
interface Complaint {
  readonly message: string;
  readonly query: FailedQuery;
  /** There is nothing to diagnose, and why. */
  readonly wellBecause?: string;
}

/** `quilt-athena doctor`. */
export function doctorCommand(ports: DoctorPorts = LIVE): Command {
  return new Command('doctor')
    .description('Tell why a query failed, from its error message, and what to do about it.')
    .argument('[message]', 'the error message, or any text or log that has it; - reads it from standard input')
    .option('--query-execution-id <id>', 'read the message of this query from Athena')
    .option(
      '-c, --config <file>',
      'a configuration, to say which line of it to change and whether the deployment differs',
    )
    .option('--region <region>', 'where the query ran')
    .option('--offline', 'ask AWS nothing, even if a message has two causes that AWS could tell apart', false)
    .option('--json', 'print JSON, for scripts', false)
    .addHelpText(
      'after',
      `
Nothing is changed anywhere. AWS is asked only with --query-execution-id, and where a message has two causes and the
environment names credentials (AWS_PROFILE, AWS_ACCESS_KEY_ID, …).

Examples:
  quilt-athena doctor "User: … is not authorized to perform: glue:GetTable on resource: …"
  pbpaste | quilt-athena doctor -
  quilt-athena doctor --query-execution-id 0a1b2c3d-0000-4000-8000-000000000001 --config quilt-athena.yaml`,
    )
    .action(async (message: string | undefined, options: DoctorOptions) => {
      const file = options.config === undefined ? undefined : readLakeFile(options.config);
      const complaint = await complaintOf(message, options, file, ports);
      const diagnosis = await examined(complaint, options, file, ports);
      console.log(options.json ? JSON.stringify(diagnosis, undefined, 2) : describeDiagnosis(diagnosis));
    });
}

async function complaintOf(
  message: string | undefined,
  options: DoctorOptions,
  file: LakeFile | undefined,
  ports: DoctorPorts,
): Promise<Complaint> {
  const id = options.queryExecutionId;
  if (id === undefined) {
    if (message !== undefined && message !== '-') return { message: checkedMessage(message), query: {} };
    return { message: messageText(await ports.input()), query: {} };
  }
  if (message !== undefined) {
    throw new QuiltAthenaValidationError('give a message or --query-execution-id, found both; leave one out');
  }
  const region = options.region ?? surroundings().region ?? file?.env?.region;
  if (!region) {
    throw new QuiltAthenaValidationError(
      `cannot read query ${id}: no region is chosen; give --region, or set AWS_REGION`,
    );
  }
  const query = await readQueryExecution(id, region, ports.askAthena).catch((error: unknown) => {
    throw explainedAwsProblem(error, `read query ${id}`, '; or paste the message instead');
  });
  const state = `the query is ${query.state}`;
  return {
    message: query.message,
    query,
    ...(query.message ? {} : { wellBecause: `${state}, and Athena tells of no failure` }),
  };
}

async function examined(
  { message, query, wellBecause }: Complaint,
  options: DoctorOptions,
  file: LakeFile | undefined,
  ports: DoctorPorts,
): Promise<Diagnosis> {
  if (wellBecause) return { ...NO_DIAGNOSIS, cause: wellBecause };
  const first = diagnose(message);
  const region = options.region ?? regionOf(first) ?? surroundings().region ?? file?.env?.region;
  const asks = isUnsettled(first) && !options.offline;
  const diagnosis = asks ? await withChecks(first, query, region, options, ports) : first;
  return withConfig(diagnosis, file && lakeFrom(file.stackName, file.config), file?.env);
}

function regionOf({ resource, principal }: Diagnosis): string | undefined {
  return [resource, principal].map((each) => awsArn(each)?.region).find(Boolean);
}

/** A check that cannot be made leaves the diagnosis as the message gave it, and says what was missing. */
async function withChecks(
  diagnosis: Diagnosis,
  query: FailedQuery,
  region: string | undefined,
  options: DoctorOptions,
  ports: DoctorPorts,
): Promise<Diagnosis> {
  if (!surroundings().credentialsGiven && options.queryExecutionId === undefined) {
    return {
      ...diagnosis,
      checks: ['nothing was asked of AWS: no credentials are given; set AWS_PROFILE to have the causes told apart'],
    };
  }
  if (!region)
    return {
      ...diagnosis,
      checks: ['nothing was asked of AWS: no region is chosen; give --region, or set AWS_REGION'],
    };
  const account = await ports.account(region);
  try {
    return await settled(diagnosis, account, query);
  } finally {
    account.close();
  }
}
