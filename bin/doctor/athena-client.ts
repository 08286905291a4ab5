import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import type { GetQueryExecution } from './query-execution';

/** What is used of the SDK's client, which this package does not bring along. */
interface AthenaSdk {
  readonly AthenaClient: new (config: {
    region: string;
  }) => {
    readonly send: (command: object) => ReturnType<GetQueryExecution>;
    readonly destroy: () => void;
  };
  readonly GetQueryExecutionCommand: new (input: { QueryExecutionId: string }) => object;
}

const PACKAGE: string = '@aws-sdk/client-athena';

/** Asks Athena with the credentials of the environment. */
export const askAthena: GetQueryExecution = async (id, region) => {
  const sdk = await loaded();
  const client = new sdk.AthenaClient({ region });
  try {
    return await client.send(new sdk.GetQueryExecutionCommand({ QueryExecutionId: id }));
  } finally {
    client.destroy();
  }
};

async function loaded(): Promise<AthenaSdk> {
  try {
    return (await import(PACKAGE)) as AthenaSdk;
  } catch {
    throw new QuiltAthenaValidationError(
      `reading a query needs ${PACKAGE}, which is not installed; install it (npm install ${PACKAGE}), or pipe the answer in: aws athena get-query-execution --query-execution-id ID | quilt-athena doctor -`,
    );
  }
}
