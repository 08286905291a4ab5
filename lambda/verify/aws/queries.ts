import { randomUUID } from 'node:crypto';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { QueryEnd } from '../../../lib/verification/judge-query';
import { answerOf } from '../../grants/answer';
import type { QueryPort } from '../ports';

/** Queries of one row end within seconds; one that is queued for longer tells nothing about access. */
const LONGEST_MS = 60_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function queryPort(client: AthenaClient): QueryPort {
  return {
    async run(sql, workgroup, database) {
      try {
        return await ended(client, await started(client, sql, workgroup, database));
      } catch (error) {
        // What Athena refuses at once, it answers as an exception.
        const answer = answerOf(error);
        if (!answer) throw error;
        return { state: 'FAILED', message: `${answer.code}: ${answer.message}` };
      }
    },
  };
}

async function started(client: AthenaClient, sql: string, workgroup: string, database: string): Promise<string> {
  const { QueryExecutionId = '' } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: workgroup,
      QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: database },
      // A token that was used before answers with that execution, whatever the caller may do now (Athena API Reference).
      ClientRequestToken: randomUUID(),
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
    }),
  );
  return QueryExecutionId;
}

async function ended(client: AthenaClient, id: string): Promise<QueryEnd> {
  const begun = Date.now();
  for (let pause = FIRST_PAUSE_MS; Date.now() - begun < LONGEST_MS; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { State, StateChangeReason, AthenaError } = QueryExecution?.Status ?? {};
    const reasons = new Set([StateChangeReason, AthenaError?.ErrorMessage].filter((each) => each !== undefined));
    const type = AthenaError?.ErrorType === undefined ? [] : [`ErrorType: ${AthenaError.ErrorType}`];
    const message = [...reasons, ...type].join('\n');
    if (State === 'FAILED') return { state: 'FAILED', message };
    if (State === 'CANCELLED') return { state: 'CANCELLED', message };
    if (State === 'SUCCEEDED') {
      // Whoever cannot read the result has no use of the query.
      await client.send(new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: 1 }));
      return { state: 'SUCCEEDED' };
    }
    await sleep(pause);
  }
  await stopped(client, id);
  return { state: 'TIMEOUT' };
}

/** Not every client may: the query then ends by itself. */
async function stopped(client: AthenaClient, id: string): Promise<void> {
  try {
    await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  } catch (error) {
    if (!answerOf(error)) throw error;
  }
}
