import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { endless } from '../../lib/catalog/view-sql';
import { readLakeFile } from '../../lib/model/config-file';
import { lakeFrom } from '../../lib/model/lake';
import type { LakeView } from '../../lib/model/lake-view';
import type { ViewColumn } from '../../lib/model/lake-views-config';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { viewText } from '../../lib/model/view-source';
import { columnLines, withViewColumns } from '../../lib/model/yaml-columns';
import { analyseViews } from '../../lib/views/analysed-views';
import { storedType } from '../../lib/views/stored-type';
import { startLocalAws } from '../../local/local-aws';
import { defaultRunFolder } from '../../local/run-state';
import { findLocalAws } from '../../local/running-local-aws';
import { EngineRefusal, engineColumns } from '../view-types/engine-columns';
import { LocalCatalog } from '../view-types/local-catalog';
import { type NeededTable, neededTables } from '../view-types/needed-tables';

interface TypesOptions {
  readonly config: string;
  readonly write: boolean;
}

/** A view whose columns are asked for, or a query that is none yet. */
interface Asked {
  readonly sql: string;
  readonly database: string;
  readonly tables: readonly NeededTable[];
  /** Which of the configuration's views it is. */
  readonly index: number;
}

async function types(file: string, options: TypesOptions): Promise<void> {
  const asked = whatIsAsked(file, options);
  const columns = await columnsOf(file, asked);
  if (!options.write) {
    process.stdout.write(columnLines(columns));
    return;
  }
  writeFileSync(options.config, withViewColumns(readFileSync(options.config, 'utf8'), asked.index, columns));
  console.error(`${options.config}: views[${asked.index}] has ${columns.length} columns now`);
}

function whatIsAsked(file: string, { config: configFile, write }: TypesOptions): Asked {
  const text = viewText({ file });
  if (text === undefined) {
    throw new QuiltAthenaValidationError(
      `no such file, looked for ${path.resolve(file)}; name the file with the view's SQL`,
      file,
    );
  }
  // Types that only the engine knows are what is asked here, so that they are missing is no reason to stop.
  const { stackName, config } = readLakeFile(configFile, { readsSql: false });
  const lake = lakeFrom(stackName, config);
  const isMeant = (view: LakeView) => view.file !== undefined && path.resolve(view.file) === path.resolve(file);
  const index = lake.views.findIndex(isMeant);
  if (write && index < 0) {
    throw new QuiltAthenaValidationError(
      `a view of the configuration must have the file, found none with ${JSON.stringify(file)} in ${configFile}; add one under views with name and file, or leave out --write`,
    );
  }
  const database = lake.views[index]?.database ?? lake.database.name;
  const others = analyseViews(lake).views.filter(({ view }) => view !== lake.views[index]);
  const sql = endless(text);
  return { sql, database, tables: neededTables(sql, lake, others), index };
}

async function columnsOf(file: string, { sql, database, tables }: Asked): Promise<ViewColumn[]> {
  const running = findLocalAws(defaultRunFolder());
  const engine = running ?? (await startLocalAws({ onProgress: (message) => console.error(message) }));
  const catalog = new LocalCatalog(engine.endpoint);
  try {
    await catalog.lendDatabase(database);
    await catalog.lend(tables);
    const columns = await engineColumns(engine.trinoUrl, sql, database);
    return columns.map(({ name, type }) => ({
      name,
      type: storedType(type, `${file}, column ${JSON.stringify(name)}`),
    }));
  } catch (error) {
    if (!(error instanceof EngineRefusal)) throw error;
    const place = error.line === undefined ? file : `${file}:${error.line}:${error.column}`;
    throw new QuiltAthenaValidationError(error.message, place);
  } finally {
    await catalog.takeBack();
    if ('stop' in engine) await engine.stop();
  }
}

/** `quilt-athena view …`: help with the views of a configuration. */
export function viewCommand(): Command {
  const command = new Command('view').description('help with the views of a configuration');
  command
    .command('types')
    .description("ask the local engine for the columns of a view's query, with their types")
    .argument('<file>', "file with the view's SQL")
    .option('-c, --config <file>', 'the configuration', 'quilt-athena.yaml')
    .option('-w, --write', "write them into the view's columns in the configuration", false)
    .addHelpText(
      'after',
      `
The library works most types out by itself; this is for queries with functions it does not know. The engine is that of
quilt-athena local up; without one running, one is started for the question (the first time it downloads about 600 MB).
No row is read, and no AWS account is asked.

Examples:
  quilt-athena view types views/recent.sql
  quilt-athena view types views/recent.sql --config quilt-athena.yaml --write`,
    )
    .action(types);
  return command;
}
