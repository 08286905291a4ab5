import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineRefusal, engineColumns } from '../../bin/view-types/engine-columns';
import { LocalCatalog } from '../../bin/view-types/local-catalog';
import { neededTables } from '../../bin/view-types/needed-tables';
import { lakeFrom } from '../../lib/model/lake';
import { analysedViews } from '../../lib/views/analysed-views';
import { decodeView } from '../catalog/decode-view';
import { lake } from '../model/a-lake';

interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let asked: Asked[];
/** What is answered to the next requests; then `{}`. */
let answers: { readonly status?: number; readonly body: unknown }[];
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeEach(async () => {
  asked = [];
  answers = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ path: request.url ?? '', headers: request.headers, body });
      const answer = answers.shift() ?? { body: {} };
      response.statusCode = answer.status ?? 200;
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const actions = () => asked.map(({ headers }) => String(headers['x-amz-target']).split('.')[1]);

describe('the engine', () => {
  test('is asked for columns, not for rows', async () => {
    const columns = [{ name: 'a', type: 'timestamp(6)' }];
    answers = [{ body: { nextUri: `${url()}/next` } }, { body: { columns, nextUri: `${url()}/last` } }, { body: {} }];
    expect(await engineColumns(url(), 'SELECT a -- all', 'lake')).toEqual(columns);
    expect(asked[0]).toMatchObject({ path: '/v1/statement', body: 'SELECT * FROM (\nSELECT a -- all\n) LIMIT 0' });
    expect(asked[0].headers).toMatchObject({
      'x-trino-schema': 'lake',
      'x-trino-client-capabilities': 'PARAMETRIC_DATETIME',
    });
    expect(asked.map(({ path }) => path)).toEqual(['/v1/statement', '/next', '/last']);
  });

  test('tells mistakes with their place in the query', async () => {
    answers = [
      { body: { error: { errorName: 'COLUMN_NOT_FOUND', message: "line 3:8: Column 'x' cannot be resolved" } } },
    ];
    const refusal = await engineColumns(url(), 'SELECT\n x', 'lake').catch((error: unknown) => error);
    expect(refusal).toEqual(new EngineRefusal("COLUMN_NOT_FOUND: Column 'x' cannot be resolved", 2, 8));
    expect(refusal).toMatchObject({ line: 2, column: 8 });
  });

  test('may have nothing to say about a place', async () => {
    answers = [{ body: { error: { errorName: 'QUERY_REJECTED', message: 'too busy' } } }];
    await expect(engineColumns(url(), 'SELECT 1', 'lake')).rejects.toEqual(
      new EngineRefusal('QUERY_REJECTED: too busy'),
    );
  });
});

describe('the local catalog', () => {
  const table = { database: 'lake', name: 't', input: { name: 't', parameters: { presto_view: 'true' } } };

  test('is lent what it lacks, and nothing stays', async () => {
    const catalog = new LocalCatalog(url());
    await catalog.lend([table]);
    expect(actions()).toEqual(['CreateDatabase', 'CreateTable']);
    expect(JSON.parse(asked[1].body)).toEqual({
      DatabaseName: 'lake',
      TableInput: { Name: 't', Parameters: { presto_view: 'true' } },
    });
    await catalog.takeBack();
    expect(actions().slice(2)).toEqual(['DeleteTable', 'DeleteDatabase']);
    await catalog.takeBack();
    expect(asked).toHaveLength(4);
  });

  test('keeps what it has', async () => {
    const exists = { status: 400, body: { __type: 'AlreadyExistsException', message: 'it is there' } };
    answers = [exists, exists];
    const catalog = new LocalCatalog(url());
    await catalog.lend([table]);
    await catalog.takeBack();
    expect(actions()).toEqual(['CreateDatabase', 'CreateTable']);
  });

  test('fails when it is refused', async () => {
    answers = [{ status: 400, body: { __type: 'AccessDeniedException', message: 'no' } }];
    await expect(new LocalCatalog(url()).lend([table])).rejects.toThrow(
      'the local Glue answered AccessDeniedException',
    );
  });
});

test('a query needs the tables and views it names, and what is behind those', () => {
  const genes = { database: 'reference_db', name: 'genes', location: 's3://reference/genes/', columns: [] };
  const views = [
    { name: 'middle', sql: 'SELECT pkg_name FROM "data-one_packages-view"' },
    { name: 'unused', sql: 'SELECT 1 AS one' },
  ];
  const model = lakeFrom('sales-prod', lake({ externalTables: [genes], views }));
  const needed = neededTables('SELECT * FROM Middle, reference_db.genes', model, analysedViews(model));
  expect(needed.map(({ database, name }) => `${database}.${name}`).sort()).toEqual([
    'reference_db.genes',
    'sales_prod.data-one_manifests',
    'sales_prod.data-one_packages',
    'sales_prod.data-one_packages-view',
    'sales_prod.middle',
  ]);
  const middle = needed.find(({ name }) => name === 'middle')?.input;
  expect(decodeView(middle?.viewOriginalText ?? '').originalSql).toBe(views[0].sql);
});
