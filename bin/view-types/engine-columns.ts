/** A column as the engine describes it. */
export interface EngineColumn {
  readonly name: string;
  /** In the engine's notation. */
  readonly type: string;
}

/** The engine's refusal of a query. */
export class EngineRefusal extends Error {
  /**
   * @param message what the engine says
   * @param line line of the query, counted from 1, if the engine names one
   * @param column column of the query, counted from 1, if the engine names one
   */
  constructor(
    message: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(message);
    this.name = 'EngineRefusal';
  }
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: readonly EngineColumn[];
  readonly error?: { readonly errorName: string; readonly message: string };
}

/** Lines that stand before the query in the statement, which the engine counts too. */
const LINES_BEFORE = 1;

/** Asks Trino for the columns of a query's result; no row is read. */
export async function engineColumns(url: string, sql: string, database: string): Promise<readonly EngineColumn[]> {
  const headers = {
    'X-Trino-User': 'administrator',
    'X-Trino-Catalog': 'awsdatacatalog',
    'X-Trino-Schema': database,
    // Without it, Trino tells every timestamp as if it had milliseconds.
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
  };
  const body = `SELECT * FROM (\n${sql}\n) LIMIT 0`;
  let answer = await fetch(`${url}/v1/statement`, { method: 'POST', headers, body });
  let columns: readonly EngineColumn[] = [];
  for (;;) {
    if (!answer.ok) throw new Error(`Trino answered ${answer.status} ${await answer.text()}`);
    const page = (await answer.json()) as Page;
    if (page.error) throw refusal(page.error);
    columns = page.columns ?? columns;
    if (!page.nextUri) return columns;
    answer = await fetch(page.nextUri, { headers });
  }
}

function refusal({ errorName, message }: NonNullable<Page['error']>): EngineRefusal {
  const [, line, column, rest] = /^line (\d+):(\d+): (.*)$/s.exec(message) ?? [];
  if (line === undefined) return new EngineRefusal(`${errorName}: ${message}`);
  return new EngineRefusal(`${errorName}: ${rest}`, Number(line) - LINES_BEFORE, Number(column));
}
