import { Command, Option } from 'commander';
import { type Lineage, lineageOf, type SqlCatalog, SqlError } from '../../lib/sql';
import { catalogFrom } from '../lineage/catalog-files';
import { textOfFile } from '../lineage/text-file';
import { textTable } from '../text-table';

interface LineageCommandOptions {
  readonly tables: string;
  readonly views?: string;
  readonly catalog: string;
  readonly schema?: string;
  readonly as: 'view' | 'query';
  readonly json: boolean;
}

/** What is told about one file. */
export type FileLineage =
  | Pick<Lineage, 'columns' | 'reads' | 'tables'>
  | { readonly error: { readonly message: string; readonly line: number; readonly column: number } };

/** The lineage of one query, or why it was refused. */
export function fileLineage(
  sql: string,
  catalog: SqlCatalog,
  options: Omit<LineageCommandOptions, 'json'>,
): FileLineage {
  try {
    const { columns, reads, tables } = lineageOf(sql, catalog, {
      catalog: options.catalog,
      schema: options.schema,
      purpose: options.as,
    });
    return { columns, reads, tables };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { error: { message: error.problem, line: error.line, column: error.column } };
  }
}

/** Reasons are for people: their words change. */
function withoutReasons(lineage: FileLineage): FileLineage {
  if ('error' in lineage) return lineage;
  return { ...lineage, columns: lineage.columns.map(({ unknownBecause: _, ...column }) => column) };
}

/** The lineage of one file, as people read it. */
export function describeLineage(file: string, lineage: FileLineage): string {
  if ('error' in lineage) {
    const { message, line, column } = lineage.error;
    return `${file}:${line}:${column}: ${message}`;
  }
  const { columns, reads, tables } = lineage;
  const rows = columns.map(({ name, trinoType, sources }) => [name, trinoType ?? 'unknown', sources.join(' ')]);
  const reasons = columns.flatMap(({ name, unknownBecause }) => (unknownBecause ? [`${name}: ${unknownBecause}`] : []));
  const unread = tables.filter((table) => !reads.some((read) => read.startsWith(`${table}#`)));
  return [
    file,
    textTable(['COLUMN', 'TYPE', 'COMES FROM'], rows),
    ...reasons,
    '',
    'reads',
    ...reads.map((read) => `  ${read}`),
    ...unread.map((table) => `  ${table} (no column of it)`),
    '',
  ].join('\n');
}

/** The database of all that is described, if it is one. */
function onlyDatabase({ tables, views }: SqlCatalog): string | undefined {
  const databases = new Set([...tables.keys(), ...views.keys()].map((key) => key.slice(0, key.indexOf('.'))));
  return databases.size === 1 ? [...databases][0] : undefined;
}

/** `quilt-athena lineage`. */
export function lineageCommand(): Command {
  return new Command('lineage')
    .description('Tell which columns of which tables a query or a view reads, and what its own columns are.')
    .argument('<file...>', 'files with one query each')
    .requiredOption('-t, --tables <file>', 'YAML that maps database.table to its columns, each "name: hive type"')
    .option('-v, --views <file>', 'YAML that maps database.view to { sql }')
    .option('--catalog <name>', 'the catalog that holds them', 'awsdatacatalog')
    .option('--schema <name>', 'database of names that have none (default: the only one of --tables and --views)')
    .addOption(
      new Option('--as <purpose>', 'what the query is: columns of a view need names, those of a query do not')
        .choices(['view', 'query'])
        .default('view'),
    )
    .option('--json', 'print one JSON object a line, for scripts', false)
    .addHelpText(
      'after',
      `
No AWS account is asked. Names without a database are looked up in --schema; where all tables and views are in one
database, in that one. Views are followed down to tables, with all that their text reads. A query that is not
understood in full is refused, with the place of what is not; the exit status is then 2, the other files are answered.

tables.yaml:
  sales.orders:
    - id: bigint
    - customer: struct<name:string,country:string>

views.yaml:
  sales.customers:
    sql: SELECT customer.name AS name FROM orders

Examples:
  quilt-athena lineage report.sql --tables tables.yaml
  quilt-athena lineage report.sql --tables all-databases.yaml --schema sales
  quilt-athena lineage views/*.sql --tables tables.yaml --views views.yaml --json | jq -r '.reads[]?'`,
    )
    .action((files: string[], options: LineageCommandOptions) => {
      const catalog = catalogFrom(options.tables, options.views);
      const texts = files.map((file): [string, string] => [file, textOfFile(file)]);
      const schema = options.schema ?? onlyDatabase(catalog);
      for (const [file, text] of texts) {
        const lineage = fileLineage(text, catalog, { ...options, schema });
        if ('error' in lineage) process.exitCode = 2;
        if (options.json) console.log(JSON.stringify(withoutReasons(lineage)));
        else if ('error' in lineage) console.error(describeLineage(file, lineage));
        else console.log(describeLineage(file, lineage));
      }
    });
}
