/** What the engine answered: its columns, or why it refused. */
export interface Answer {
  readonly queryId: string;
  readonly columns: readonly AnswerColumn[];
  readonly refusal?: string;
}

export interface AnswerColumn {
  readonly name: string;
  readonly type: string;
}

interface Page {
  readonly id: string;
  readonly nextUri?: string;
  readonly columns?: readonly AnswerColumn[];
  readonly error?: { readonly errorName: string; readonly message: string };
}

/** Runs a statement to its end; a refusal is an answer, too. */
export async function statement(url: string, sql: string, catalog: string, schema: string): Promise<Answer> {
  const headers = {
    'X-Trino-User': 'administrator',
    'X-Trino-Catalog': catalog,
    'X-Trino-Schema': schema,
    // Without it every timestamp is called one of milliseconds.
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
  };
  let columns: readonly AnswerColumn[] = [];
  let answer = await fetch(`${url}/v1/statement`, { method: 'POST', headers, body: sql });
  for (;;) {
    if (!answer.ok) throw new Error(`Trino answered ${answer.status} ${await answer.text()}`);
    const page = (await answer.json()) as Page;
    columns = page.columns ?? columns;
    if (page.error) {
      return { queryId: page.id, columns, refusal: `${page.error.errorName}: ${page.error.message}` };
    }
    if (!page.nextUri) return { queryId: page.id, columns };
    answer = await fetch(page.nextUri, { headers });
  }
}
