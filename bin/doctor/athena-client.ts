import type { GetQueryExecution } from './query-execution';

/** Asks Athena with the credentials of the environment. The client is loaded only now: most messages need none. */
export const askAthena: GetQueryExecution = async (id, region) => {
  const { AthenaClient, GetQueryExecutionCommand } = await import('@aws-sdk/client-athena');
  const client = new AthenaClient({ region });
  try {
    return await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
  } finally {
    client.destroy();
  }
};
