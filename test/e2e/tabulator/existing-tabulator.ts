import path from 'node:path';
import { packageRoot } from '../../../lib/model/package-root';
import { connectorConfigText } from '../../../lib/tabulator/definition/connector-config';
import { definitionFrom } from '../../../lib/tabulator/definition/definition-from';
import type { InlineTable } from '../../../lib/tabulator/definition/definition-problems';
import type { Stage } from '../stage';

const QUILT = 'quilt-prod';
const LAKE = 'beside-tabulator';
/** Workgroups that were used go only when both keys say so. */
const REMOVE_WORKGROUPS = ['-c', 'cdk-quilt-athena/removeDataOnDestroy=true'];

/** As Quilt's own configuration has a table, and in the words of props. */
const written = (logicalKey: string) => ({
  schema: [
    { name: 'id', type: 'INT', nullable: false },
    { name: 'text', type: 'STRING' },
  ],
  source: { type: 'quilt-packages', package_name: '^odd/', logical_key: logicalKey },
  parser: { format: 'csv', header: true },
});
const TABLES = { large: written('^large\\.csv$'), small: written('^bad-not\\.csv$') };

function asProps({ schema, source, parser }: ReturnType<typeof written>): InlineTable {
  return { schema, source: { packageName: source.package_name, logicalKey: source.logical_key }, parser };
}

/** A lake beside a Quilt stack with Tabulator: it uses that one, changes nothing of it, and leaves it when it goes. */
export async function existingTabulator(stage: Stage, bucket: string): Promise<void> {
  stage.account.chapter('Beside a Quilt stack with Tabulator (our template, with this connector behind it)');
  const tables = Object.entries(TABLES).map(([name, table]) => [name, definitionFrom(asProps(table))]);
  const text = connectorConfigText({ version: 1, buckets: { [bucket]: Object.fromEntries(tables) } });
  const outputs: QuiltOutputs = JSON.parse(
    await stage.does(
      `stack ${QUILT}`,
      'quilt_tabulator.py',
      QUILT,
      path.join(packageRoot(), 'test/e2e/tabulator/quilt-tabulator.json'),
      path.join(packageRoot(), 'dist/lambda/tabulator'),
      stage.file('tables.json', text),
      bucket,
    ),
  );
  const saved = path.join(stage.folder, 'quilt-tabulator.json');
  await stage.does('take down what its things are like', 'tabulator_existing.py', 'save', QUILT, saved);
  const config = besideConfig(stage, bucket, outputs);
  await stage.needs('cdk deploy', () => stage.cdk.deploy(config, ...REMOVE_WORKGROUPS));
  await stage.checks('tabulator_existing.py', 'query', LAKE, QUILT, bucket);
  await stage.needs('cdk destroy', () => stage.cdk.destroy(config, ...REMOVE_WORKGROUPS));
  stage.account.chapter('The Quilt stack afterwards');
  await stage.checks('tabulator_existing.py', 'compare', QUILT, saved);
}

interface QuiltOutputs {
  readonly Name: string;
  readonly FunctionArn: string;
  readonly SpillBucket: string;
}

function besideConfig(stage: Stage, bucket: string, { Name, FunctionArn, SpillBucket }: QuiltOutputs): string {
  return stage.config('beside-tabulator', {
    stackName: LAKE,
    buckets: [{ name: bucket, tabulator: TABLES }],
    tabulator: { existing: { name: Name, functionArn: FunctionArn, spillBucket: SpillBucket } },
    views: [{ name: 'odd', sql: `SELECT id, text FROM "${Name}"."${bucket}"."small"`, select: ['analyst'] }],
    roles: [
      { name: 'analyst', read: [bucket], tabulator: true },
      { name: 'colleague', read: [bucket] },
    ],
    workgroups: { recursiveDelete: true },
  });
}
