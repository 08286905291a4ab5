import type { NeededTable } from './needed-tables';

/** Anything but a 200 answer of the local Glue. */
class GlueRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`the local Glue answered ${code}: ${message}`);
  }
}

/**
 * The Glue catalog of a local AWS, in which tables are lent to a query: what is there already is left as it is, what is
 * added is taken away again.
 */
export class LocalCatalog {
  private readonly added: (() => Promise<unknown>)[] = [];

  /** @param endpoint of the local AWS */
  constructor(private readonly endpoint: string) {}

  /** Adds the tables that are not there, with their databases. */
  async lend(tables: readonly NeededTable[]): Promise<void> {
    for (const name of new Set(tables.map((table) => table.database))) await this.lendDatabase(name);
    for (const { database, name, input } of tables) {
      await this.create(
        () => this.call('CreateTable', { DatabaseName: database, TableInput: inPascalCase(input) }),
        () => this.call('DeleteTable', { DatabaseName: database, Name: name }),
      );
    }
  }

  /** Adds a database if it is not there. */
  async lendDatabase(name: string): Promise<void> {
    await this.create(
      () => this.call('CreateDatabase', { DatabaseInput: { Name: name } }),
      () => this.call('DeleteDatabase', { Name: name }),
    );
  }

  /** Takes away what was added. */
  async takeBack(): Promise<void> {
    for (const remove of this.added.splice(0).reverse()) await remove();
  }

  private async create(make: () => Promise<unknown>, remove: () => Promise<unknown>): Promise<void> {
    try {
      await make();
      this.added.push(remove);
    } catch (error) {
      if (!(error instanceof GlueRefusal) || error.code !== 'AlreadyExistsException') throw error;
    }
  }

  private async call(action: string, input: unknown): Promise<void> {
    const answer = await fetch(this.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSGlue.${action}`,
        // The administrator of a local AWS; signatures are not looked at.
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/glue/aws4_request, SignedHeaders=host, Signature=none',
      },
      body: JSON.stringify(input),
    });
    if (answer.ok) return;
    const text = await answer.text();
    const code = /"__type":\s*"(?:[^"#]*#)?(\w+)"/.exec(text)?.[1] ?? String(answer.status);
    throw new GlueRefusal(code, text);
  }
}

/** CloudFormation's properties as the API takes them; `parameters` hold names of somebody else's. */
function inPascalCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inPascalCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key[0].toUpperCase() + key.slice(1),
      key === 'parameters' ? each : inPascalCase(each),
    ]),
  );
}
