import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Stage } from '../stage';
import { type Edit, exampleLake, REMOVING } from './example-lake';
import { type Expectation, explainedSelects, planOf } from './expectations';
import { expectWrites } from './lake-formation-calls';

const STACK = 'governed-lake';
const DATABASE = 'governed_lake';
const SELECTED_BY_ANALYST = 'file: views/shared-bytes.sql\n    select: [analyst]';
/** One grant more, and one fewer. */
const MOVED: Edit = { from: SELECTED_BY_ANALYST, to: 'file: views/shared-bytes.sql\n    select: [curator]' };
/** Another definition of a view that reads the same columns: grants stay as they are. */
const REWORDED: Edit = { file: 'views/file-sizes.sql', from: 'size IS NOT NULL', to: 'size >= 0' };
/** A role without ALL on the tables behind the view. */
const REFUSED: Edit = { from: 'own: [curator]', to: 'own: [curator, agent]' };

/** A life of examples/governed-lake, which an administrator of Lake Formation lets grant. */
export async function governedLife(stage: Stage): Promise<void> {
  const { account } = stage;
  const config = exampleLake(stage.folder, 'as-it-is');
  const deploy = (file: string) => stage.needs('cdk deploy', () => stage.cdk.deploy(file, ...REMOVING));

  account.chapter('A lake that Lake Formation governs: the first deployment tells what an administrator has to do');
  const deployPaused = () => stage.cdk.deploy(config, '--no-rollback', ...REMOVING);
  await stage.refused('cdk deploy --no-rollback', deployPaused, 'aws lakeformation grant-permissions');
  await stage.needs('quilt-athena bootstrap --govern --execute', () =>
    stage.commandLine(['bootstrap', '-c', config, '--govern', '--execute']),
  );
  await stage.needs('cdk deploy --no-rollback again', deployPaused);
  await readBack(stage, config);

  account.chapter('Queries of every view as every role end as explain says');
  await queried(stage, config, OF_COLUMNS);

  account.chapter('A second deployment, and one that changes a definition but no access, write nothing');
  await expectWrites(stage, 0, () => deploy(config));
  const reworded = exampleLake(stage.folder, 'reworded', REWORDED);
  await expectWrites(stage, 0, () => deploy(reworded));
  await readBack(stage, reworded);

  account.chapter('A view that changes hands: one grant more, one fewer');
  const moved = exampleLake(stage.folder, 'moved', REWORDED, MOVED);
  await expectWrites(stage, 2, () => deploy(moved));
  await readBack(stage, moved);
  await queried(stage, moved);

  account.chapter('A role without authority over what is behind a view: nothing is deployed');
  const refused = exampleLake(stage.folder, 'refused', REWORDED, MOVED, REFUSED);
  await expectWrites(stage, 0, () =>
    stage.refused('cdk deploy', () => stage.cdk.deploy(refused), 'view governed_lake.shared_files', 'agent', 'ALL on'),
  );
  await readBack(stage, moved);

  account.chapter('A table replaced underneath: its grants come back with the next change of a definition');
  await stage.does('drop and make it', 'lake_administrator.py', 'replace', DATABASE, 'governed-reports_manifests');
  const denial = 'Insufficient Lake Formation permission(s): Required Select on governed-reports_manifests';
  await endAs(stage, [{ role: 'analyst', view: 'shared_files', allowed: false, denial }]);
  await deploy(exampleLake(stage.folder, 'after', MOVED));
  await readBack(stage, moved);

  account.chapter('The stack is deleted: grants of others stay');
  await stage.does('a grant to somebody else', 'lake_administrator.py', 'foreign', DATABASE, 'shared_files');
  const grantsRole = await grantsRoleOf(stage, moved);
  await stage.needs('cdk destroy', () => stage.cdk.destroy(moved, ...REMOVING));
  const revoke = ['bootstrap', '-c', moved, '--grants-role', grantsRole, '--revoke', '--execute'];
  await stage.needs('quilt-athena bootstrap --revoke --execute', () => stage.commandLine(revoke));
  await stage.checks('held_grants.py', '--left', DATABASE, 'somebody-elses');
}

/** What no view is needed for: the agent's columns, and one that it was not granted. */
const OF_COLUMNS: readonly Expectation[] = [
  ofManifests('logical_key, size', true, ''),
  ofManifests('logical_key, meta', false, "Column 'meta' cannot be resolved or requester is not authorized"),
];

function ofManifests(columns: string, allowed: boolean, denial: string): Expectation {
  const sql = `SELECT ${columns} FROM "${DATABASE}"."governed-reads_manifests"`;
  return { role: 'agent', view: '', allowed, denial, sql };
}

/** As the calls of its authority name it. No warnings: the SDK's about coming Node versions would head the JSON. */
async function grantsRoleOf(stage: Stage, config: string): Promise<string> {
  const { output } = await stage.needs('quilt-athena bootstrap --json', () =>
    stage.commandLine(['bootstrap', '-c', config, '--json'], { NODE_NO_WARNINGS: '1' }),
  );
  return JSON.parse(output)[0].input.Principal.DataLakePrincipalIdentifier;
}

async function readBack(stage: Stage, config: string): Promise<void> {
  const plan = path.join(stage.folder, 'plan.json');
  writeFileSync(plan, JSON.stringify(await planOf(stage, config)));
  await stage.checks('held_grants.py', STACK, plan);
}

async function queried(stage: Stage, config: string, more: readonly Expectation[] = []): Promise<void> {
  const expected = await explainedSelects(stage, config, await planOf(stage, config));
  await endAs(stage, [...expected, ...more]);
}

async function endAs(stage: Stage, expected: readonly Expectation[]): Promise<void> {
  await stage.checks('view_queries.py', STACK, stage.file('expectations.json', JSON.stringify(expected)));
}
