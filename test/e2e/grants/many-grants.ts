import { expect, type Stage } from '../stage';
import type { GovernedLake } from './governed-lake';
import { reads, well, wrote } from './life-of-grants';

const TABLES = 160;
const ROLES = 50;

/** Some seconds of work each: the handler keeps half a minute free. */
const SHORT = { partMs: 35_000, parts: 50 };

/** As many grants as a large lake has. */
export async function manyGrants(stage: Stage, lake: GovernedLake): Promise<void> {
  const names = Array.from({ length: ROLES }, (_, i) => `many-${i}`);
  const tables = Array.from({ length: TABLES }, (_, i) => `table_${i}`);
  const count = ROLES * TABLES;
  stage.account.chapter(`${count.toLocaleString('en')} grants`);
  await stage.does(`${ROLES} roles`, 'grants_roles.py', '--create', ...names);
  await stage.account.step(`${TABLES} tables`, async () => {
    for (const table of tables) await lake.createTable(table);
  });
  const plan = await lake.properties(tables.flatMap((table) => names.map((name) => reads(name, table))));
  await stage.account.step('granted by one call for twenty', async () => {
    wrote(await lake.calls(async () => well(await lake.create('many', plan))), count / 20, 0);
    expect((await lake.permissions()).length >= 2 * count, 'not all of them are there');
  });
  await stage.account.step('all but some revoked and granted again in many short invocations', async () => {
    const few = await lake.properties(tables.slice(0, 10).flatMap((table) => names.map((name) => reads(name, table))));
    well(await lake.update('many', few, plan, SHORT));
    await lake.fault({ match: 'lakeformation.write', delay_seconds: 0.01, count: 1 });
    const run = await lake.update('many', plan, few, SHORT);
    await lake.noFaults();
    well(run);
    expect((run.asked ?? 0) > 1, 'one invocation was enough');
    expect((await lake.permissions()).length >= 2 * count, 'not all of them are there');
  });
  await stage.account.step('looked at again without a write', async () => {
    wrote(await lake.calls(async () => well(await lake.update('many', plan, plan))), 0, 0);
  });
  await stage.account.step('revoked by one call for twenty', async () => {
    const calls = await lake.calls(async () => well(await lake.delete('many', plan)));
    wrote(calls, 0, count / 20);
    expect((await lake.permissions()).length < 10, 'some are left');
  });
}
