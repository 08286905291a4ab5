import type { FailedQuery } from '../../lib/diagnosis/settle/account-reader';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';

/** A query as Athena remembers it. */
export interface QueryExecution extends FailedQuery {
  readonly state: string;
  /** Why it failed, with the error type as a line of its own. */
  readonly message: string;
}

/** The part of an answer that is read here (Athena API Reference: GetQueryExecution). */
interface Answer {
  readonly QueryExecution?: {
    readonly Query?: string;
    readonly QueryExecutionContext?: { readonly Catalog?: string; readonly Database?: string };
    readonly Status?: {
      readonly State?: string;
      readonly StateChangeReason?: string;
      readonly AthenaError?: { readonly ErrorType?: number; readonly ErrorMessage?: string };
    };
  };
}

/** Asks Athena about a query; a port, so that it can be asked in other ways. */
export type GetQueryExecution = (id: string, region: string) => Promise<Answer>;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads why a query failed. */
export async function readQueryExecution(id: string, region: string, ask: GetQueryExecution): Promise<QueryExecution> {
  if (!ID.test(id)) {
    throw new QuiltAthenaValidationError(
      `a query execution id has the form 0a1b2c3d-0000-4000-8000-000000000001, found ${JSON.stringify(id.slice(0, 80))}; the client or the Athena console shows it`,
    );
  }
  const { QueryExecution: found } = await ask(id, region);
  const { State = 'UNKNOWN', StateChangeReason, AthenaError } = found?.Status ?? {};
  const reasons = [StateChangeReason, AthenaError?.ErrorMessage].filter((each) => each !== undefined);
  return {
    state: State,
    message: [...new Set(reasons), AthenaError?.ErrorType && `ErrorType: ${AthenaError.ErrorType}`]
      .filter(Boolean)
      .join('\n'),
    sql: found?.Query,
    catalog: found?.QueryExecutionContext?.Catalog,
    database: found?.QueryExecutionContext?.Database,
  };
}
