import { exampleCopy } from '../../local/demo/example-copy';
import { expect, type Stage } from './stage';
import type { Suite } from './suite';
import { existingTabulator } from './tabulator/existing-tabulator';
import { openQuery } from './tabulator/open-query';
import { verifiedTabulator } from './tabulator/verified';

const STACK = 'sales-prod';
const BUCKET = 'quilt-sandbox-bucket';
const OTHER = 'tabulator-others';

/** Files inside packages as tables, from the configuration to rows: the example, and what must not work. */
export const tabulator: Suite = {
  name: 'tabulator',
  about:
    'tables over files in packages: four queries of a scoped role, spilled rows, bad files, who is refused, the open query, and a Quilt stack beside',
  async run(stage) {
    stage.account.chapter('A lake whose packages hold tables');
    await stage.does('a bucket with packages', 'small_packages.py', BUCKET);
    await stage.does('another', 'small_packages.py', OTHER);
    await stage.does('twelve packages of CSV files, by quilt3', 'demo/push_gene_expression.py', BUCKET);
    await stage.does('packages of large and of bad files', 'odd_files.py', BUCKET);
    exampleCopy('sales-prod', `${stage.folder}/sales-prod`, (text) => text);
    const config = configOf(stage, 'tabulator', { memorySize: 1024 });
    await stage.needs('cdk bootstrap', () => stage.cdk.bootstrap(config));
    await stage.needs('cdk deploy', () => stage.cdk.deploy(config));
    stage.account.chapter('What a table reads, before it is deployed');
    const check = (...args: string[]) => stage.commandLine(['tabulator', 'check', GENES, '--bucket', BUCKET, ...args]);
    const sampled = await stage.needs('tabulator check --sample', () => check('--sample', '--files', '2'));
    await stage.account.step('it shows the first rows of two files', () => {
      for (const part of ['rnaseq/2026-01-15_beta: quant/liver.csv (5 rows)', 'BRCA1', '2026-01-15']) {
        expect(sampled.output.includes(part), `it does not print ${part}:\n${sampled.output}`);
      }
    });
    const readers = ['analyst', 'colleague', 'agent'];
    const wider = configOf(stage, 'wider', { memorySize: 1024 }, readers);
    await stage.refused(
      'a view over the table is not given to agent, who may not use Tabulator',
      () => stage.commandLine(['plan', '--config', wider]),
      'view sales_prod.tp53, role agent',
      'write tabulator: true for the role',
    );
    stage.account.chapter('The four queries of the demo');
    await stage.checks('demo/tabulator_of_sales_prod.py', STACK);
    await stage.checks('tabulator_gates.py', STACK, BUCKET);
    await verifiedTabulator(stage, STACK, config);
    await openQuery(stage, STACK, BUCKET, configOf(stage, 'open-query', { memorySize: 1024, openQuery: true }));
    await existingTabulator(stage, BUCKET);
  },
};

/** From the suite's folder. */
const GENES = 'sales-prod/tabulator/gene-expression.yaml';
const TABLE = `"quilt-${STACK}-tabulator"."${BUCKET}"."gene_expression_data"`;

const file = (logicalKey: string, continueOnError: boolean) => ({
  schema: [
    { name: 'id', type: 'INT', nullable: false },
    { name: 'text', type: 'STRING' },
  ],
  source: { type: 'quilt-packages', package_name: '^odd/', logical_key: logicalKey },
  parser: { format: 'csv', header: true },
  continue_on_error: continueOnError,
});

function configOf(
  stage: Stage,
  name: string,
  settings: Readonly<Record<string, unknown>>,
  readers: readonly string[] = ['analyst', 'colleague'],
): string {
  return stage.config(name, {
    stackName: STACK,
    buckets: [
      {
        name: BUCKET,
        tabulator: {
          gene_expression_data: { file: GENES },
          large: file('^large\\.csv$', false),
          told: file('^bad-.*\\.csv$', true),
          untold: file('^bad-.*\\.csv$', false),
        },
      },
      OTHER,
    ],
    tabulator: settings,
    views: [
      {
        name: 'tp53',
        sql: `SELECT "date", sample, tpm, "$top_hash" AS top_hash FROM ${TABLE} WHERE gene_id = 'TP53'`,
        select: readers,
      },
      {
        name: 'tp53_with_message',
        sql: `SELECT t."date", t.tpm, p.message FROM tp53 t JOIN "${BUCKET}_packages-view" p ON t.top_hash = p.top_hash WHERE p."timestamp" = 'latest' AND t.sample = 'lung'`,
        select: ['analyst'],
      },
    ],
    roles: [
      { name: 'analyst', read: '*', tabulator: true },
      { name: 'colleague', read: [BUCKET], objects: 'query', clients: ['pyathena'], tabulator: true },
      { name: 'scientist', write: [BUCKET] },
      { name: 'agent', read: [BUCKET], objects: 'query', clients: ['mcp', 'pyathena'] },
    ],
  });
}
