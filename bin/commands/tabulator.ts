import { Command } from 'commander';
import { bucketNameProblem } from '../../lib/model/bucket-name';
import { refuse } from '../../lib/model/placed-problem';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { readTable } from '../../lib/tabulator/definition/definition-file';
import { definitionFrom } from '../../lib/tabulator/definition/definition-from';
import type { TabulatorDefinition } from '../../lib/tabulator/definition/table-definition';
import { explainedAwsProblem } from '../doctor/aws-problem';
import { textOfFile } from '../lineage/text-file';
import type * as BucketStore from '../tabulator/bucket-store';
import type * as SampleTable from '../tabulator/sample-table';
import { describeSample, plain } from '../tabulator/sample-text';
import { wholeNumber } from '../tabulator/whole-number';

interface CheckOptions {
  readonly bucket: string;
  readonly sample: boolean;
  readonly files: number;
  readonly rows: number;
  readonly region?: string;
  readonly json: boolean;
}

/** What is told about a table. */
export interface CheckedTable {
  readonly definition: TabulatorDefinition;
  readonly warnings: readonly string[];
}

/** Reads the file of a table; the error, if there is one, tells everything that is wrong with it. */
export function checkedTable(file: string): CheckedTable {
  const { table, problems, warnings } = readTable(textOfFile(file));
  refuse(file, problems);
  if (!table) throw new Error(`${file} has neither a table nor a problem`);
  return {
    definition: definitionFrom(table),
    warnings: warnings.map(({ position, message }) => `${file}:${position.line}:${position.column}: ${message}`),
  };
}

/** `quilt-athena tabulator`. */
export function tabulatorCommand(): Command {
  return new Command('tabulator')
    .description("Work with Tabulator's tables over files inside packages.")
    .addCommand(checkCommand());
}

function checkCommand(): Command {
  return new Command('check')
    .description('Tell whether a table is configured well, and how it reads real files.')
    .argument('<file>', "YAML file with Quilt's configuration of the table")
    .requiredOption('-b, --bucket <name>', 'the bucket whose packages hold the files')
    .option('-s, --sample', 'read a few files with your own credentials, and show their first rows and issues', false)
    .option('--files <number>', 'files to read', wholeNumber, 3)
    .option('--rows <number>', 'rows to show of each', wholeNumber, 5)
    .option('--region <region>', 'region of the bucket')
    .option('--json', 'print JSON, for scripts', false)
    .addHelpText(
      'after',
      `
Without --sample no AWS account is asked. With it, the files of the latest revision of each matching package are read as
the deployed function would read them; files above 64 MiB are passed over. Nothing is written anywhere.

The exit status is 1 where the configuration is wrong, and 2 where no file matches, or one has an issue.

Examples:
  quilt-athena tabulator check tabulator/genes.yaml --bucket quilt-sandbox-bucket
  quilt-athena tabulator check tabulator/genes.yaml --bucket quilt-sandbox-bucket --sample --files 1`,
    )
    .action(async (file: string, options: CheckOptions) => {
      const problem = bucketNameProblem(options.bucket);
      if (problem) throw new QuiltAthenaValidationError(problem, '--bucket');
      const checked = checkedTable(file);
      const sample = options.sample ? await sampled(checked.definition, options) : undefined;
      if (sample?.length === 0 || sample?.some(({ issues }) => issues.length > 0)) process.exitCode = 2;
      console.log(options.json ? asJson(checked, sample) : describe(file, checked, sample));
    });
}

async function sampled(definition: TabulatorDefinition, options: CheckOptions): Promise<SampleTable.SampledFile[]> {
  // Loaded only now: a check alone needs neither S3 nor Arrow.
  const { sampleTable }: typeof SampleTable = require('../tabulator/sample-table');
  const { bucketStore }: typeof BucketStore = require('../tabulator/bucket-store');
  try {
    return await sampleTable(bucketStore(options.region), { definition, ...options });
  } catch (error) {
    throw explainedAwsProblem(error, `read files of ${options.bucket}`);
  }
}

function asJson({ definition, warnings }: CheckedTable, files: readonly SampleTable.SampledFile[] | undefined): string {
  const text = (value: unknown) => (value === null ? null : plain(value));
  const rows = (file: SampleTable.SampledFile) =>
    file.first.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)])));
  const sample = files?.map((file) => ({ ...file, first: rows(file) }));
  return JSON.stringify({ definition, warnings, ...(sample && { sample }) }, undefined, 2);
}

function describe(
  file: string,
  { definition, warnings }: CheckedTable,
  files?: readonly SampleTable.SampledFile[],
): string {
  const { columns, groups, parser, continueOnError } = definition;
  const names = [
    ...columns.map(({ name, type }) => `${name} ${type}`),
    ...groups.map((name) => `${name} (of the names)`),
  ];
  const failing = files?.some(({ issues }) => issues.length > 0) && !continueOnError;
  return [
    ...warnings.map((warning) => `warning: ${warning}`),
    `${file} is well: ${parser.format}, with ${names.join(', ')}`,
    ...(files === undefined ? [] : ['']),
    ...(files?.length === 0 ? ['no file of any package matches; look at package_name and logical_key'] : []),
    ...(files?.length ? [describeSample(files, definition)] : []),
    ...(failing ? ['a query ends at a file that cannot be read, as continue_on_error is not set'] : []),
  ].join('\n');
}
