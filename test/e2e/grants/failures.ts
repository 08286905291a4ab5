import { revokingSteps } from '../../../bin/bootstrap/bootstrap-steps';
import { StepMaker } from '../../../bin/bootstrap/made-step';
import { authoritySteps } from '../../../lib/access/administrator-step';
import { expect, type Stage } from '../stage';
import { arnOf, DATABASE, type GovernedLake, GRANTS_ROLE } from './governed-lake';
import { describes, reads, same, well, wrote } from './life-of-grants';

/** Longer than anything that spreads is waited for. */
const LONG_AGO = { startedBefore: 200_000 };
const FOREIGN = 'scientist: DESCRIBE,DROP on customers';

export function failed({ error = '' }: { error?: string }, ...parts: string[]): void {
  for (const part of parts) expect(error.includes(part), `no ${JSON.stringify(part)} in: ${error || 'no failure'}`);
}

export async function withoutAuthority(stage: Stage, lake: GovernedLake): Promise<void> {
  const plan = await lake.properties([describes('analyst'), reads('analyst', 'orders')]);
  await stage.account.step(
    'without authority nothing is changed, and the failure names the literal calls',
    async () => {
      const calls = await lake.calls(async () => {
        const run = await lake.create('early', plan, LONG_AGO);
        failed(
          run,
          'nothing was changed',
          'aws lakeformation grant-permissions',
          `'{"Database":{"Name":"${DATABASE}"}}'`,
        );
        expect((run.error?.length ?? 0) < 2_000, 'the reason is too long');
      });
      wrote(calls, 0, 0);
      well(await lake.delete('early', plan));
    },
  );
}

/** What Lake Formation answers when something is wrong, or only late. */
export async function failuresOfLakeFormation(stage: Stage, lake: GovernedLake): Promise<void> {
  const { account } = stage;
  const two = await lake.properties([reads('analyst', 'orders'), reads('analyst', 'customers')]);
  const HELD = ['analyst: DESCRIBE on orders', 'analyst: SELECT on orders', FOREIGN];
  const one = await lake.properties([reads('analyst', 'orders')]);

  account.chapter('Failures, and what only looks like one');
  await account.step('a table that is not there: the Create fails with both causes and leaves nothing', async () => {
    const wrong = await lake.properties([reads('analyst', 'orders'), reads('analyst', 'no_such_table')]);
    const run = await lake.create('wrong', wrong, LONG_AGO);
    failed(run, 'no_such_table', 'either the object does not exist, or', 'was taken back');
    same(await lake.held(), [FOREIGN]);
    well(await lake.delete('wrong', wrong));
  });
  for (const [what, code] of [
    ['throttling', 'ThrottlingException'],
    ['concurrent changes', 'ConcurrentModificationException'],
    ['a policy that is not in force yet', 'AccessDeniedException'],
  ]) {
    await account.step(`${what}: waited for`, async () => {
      await lake.fault({ match: '/BatchGrantPermissions', count: 2, code });
      well(await lake.create('patient', one));
      same(await lake.held(), HELD);
      await lake.fault({ match: '/BatchRevokePermissions', count: 2, code });
      well(await lake.delete('patient', one));
      same(await lake.held(), [FOREIGN]);
      await lake.noFaults();
    });
  }
  await account.step('one entry of a batch that fails in an answer of 200: that one is written again', async () => {
    const code = 'ConcurrentModificationException';
    await lake.fault({ match: '/BatchGrantPermissions', entry: 1, count: 1, code });
    wrote(await lake.calls(async () => well(await lake.create('entry', two))), 2, 0);
    expect((await lake.held()).length === HELD.length + 2, (await lake.held()).join('\n'));
    await lake.fault({ match: '/BatchRevokePermissions', entry: 0, count: 1, code });
    wrote(await lake.calls(async () => well(await lake.delete('entry', two))), 0, 2);
    await lake.noFaults();
    same(await lake.held(), [FOREIGN]);
  });
  await account.step('access denied while listing at first: waited for', async () => {
    await lake.fault({ match: '/ListPermissions', count: 3, code: 'AccessDeniedException' });
    well(await lake.create('patient', one));
    well(await lake.delete('patient', one));
    await lake.noFaults();
  });
  await account.step('access denied for minutes: the Create fails, says so, and leaves nothing', async () => {
    await lake.fault({ match: '/BatchGrantPermissions', count: 99, code: 'AccessDeniedException' });
    failed(await lake.create('denied', one, LONG_AGO), 'AccessDenied', 'not in force within two minutes');
    await lake.noFaults();
    same(await lake.held(), [FOREIGN]);
    well(await lake.delete('denied', one));
  });
  await account.step('an Update that fails half-way, and the one that CloudFormation takes it back with', async () => {
    well(await lake.create('half', one));
    const wrong = await lake.properties([reads('analyst', 'customers'), reads('analyst', 'no_such_table')]);
    failed(await lake.update('half', wrong, one, LONG_AGO), 'no_such_table');
    well(await lake.update('half', one, wrong));
    same(await lake.held(), HELD);
  });
  await account.step('a dead role does not keep grants from being revoked', async () => {
    well(await lake.update('half', two, one));
    await stage.does('the role analyst dies', 'grants_roles.py', '--delete', 'analyst');
    well(await lake.delete('half', two));
    await stage.does('and is made anew', 'grants_roles.py', '--create', 'analyst');
  });
  await account.step('without its journal a resource revokes what its plan names and exists', async () => {
    well(await lake.create('lost', one));
    await lake.forget('lost');
    const run = await lake.delete('lost', one);
    well(run);
    expect(run.text.includes('the journal is missing'), run.text);
    same(await lake.held(), [FOREIGN]);
  });
  await account.step('a journal of a newer version is refused', async () => {
    well(await lake.create('newer', one));
    const journal = await lake.journal('newer');
    await lake.rewrite('newer', (journal ?? '').replace('"version":1', '"version":9'));
    failed(await lake.update('newer', two, one), 'found version 9', 'deploy with the newer cdk-quilt-athena');
    await lake.rewrite('newer', journal ?? '');
    well(await lake.delete('newer', one));
  });
  await account.step('a listing that is late is waited for, not written again', async () => {
    await lake.fault({ match: 'lakeformation.visibility', delay_seconds: 2, count: 99 });
    wrote(await lake.calls(async () => well(await lake.create('late', one))), 1, 0);
    well(await lake.delete('late', one));
    await lake.noFaults();
    same(await lake.held(), [FOREIGN]);
  });
  await account.step('two resources that change one table at once: both get there', async () => {
    await lake.fault({ match: 'lakeformation.write', delay_seconds: 0.3, count: 99 });
    const other = await lake.properties([reads('scientist', 'orders')]);
    for (const run of await Promise.all([lake.create('one', one), lake.create('other', other)])) well(run);
    for (const run of await Promise.all([lake.delete('one', one), lake.delete('other', other)])) well(run);
    await lake.noFaults();
    same(await lake.held(), [FOREIGN]);
  });
  await account.step('where there is no database default, grants on it are left out', async () => {
    const onDefault = { principal: 'analyst', database: 'default', privileges: ['DESCRIBE' as const] };
    const both = await lake.properties([reads('analyst', 'orders'), onDefault]);
    const run = await lake.create('default', both);
    well(run);
    expect(run.text.includes('"leftOut":"grants on the database default"'), run.text);
    well(await lake.delete('default', both));
  });
  await account.step('a location that is not registered, an opt-in that is missing: the calls are told', async () => {
    const optIns = [{ principal: 'analyst', database: DATABASE }];
    const hybrid = await lake.properties([reads('analyst', 'orders')], { locations: ['s3://hybrid-data/'], optIns });
    const run = await lake.create('hybrid', hybrid, LONG_AGO);
    failed(run, 'register-resource', '--hybrid-access-enabled', 'create-lake-formation-opt-in', 'nothing was changed');
    well(await lake.delete('hybrid', hybrid));
  });
  await account.step('a resource that another one took the place of revokes nothing', async () => {
    well(await lake.create('renamed', one));
    well(await lake.create('renamed', one, { resource: 'Renamed' }));
    well(await lake.delete('renamed', one));
    same(await lake.held(), HELD);
    well(await lake.delete('renamed', one, { resource: 'Renamed' }));
    same(await lake.held(), [FOREIGN]);
  });
  await account.step('rolled back, the one that took the place gives the grants back, and the journal', async () => {
    const more = await lake.properties([describes('scientist'), reads('scientist', 'customers')]);
    well(await lake.create('back', one));
    well(await lake.create('back', more, { resource: 'Renamed' }));
    const held = await lake.held();
    expect(
      held.includes('scientist: SELECT on customers') && !HELD.every((each) => held.includes(each)),
      held.join('\n'),
    );
    well(await lake.delete('back', more, { resource: 'Renamed' }));
    same(await lake.held(), HELD);
    wrote(await lake.calls(async () => well(await lake.update('back', one, one))), 0, 0);
    well(await lake.delete('back', one));
    same(await lake.held(), [FOREIGN]);
    expect((await lake.journal('back')) === undefined, 'the journal is there');
  });
  await account.step('a Create under a new name that fails leaves what the old one granted', async () => {
    well(await lake.create('kept', one));
    const nowhere = await lake.properties([reads('analyst', 'orders'), reads('analyst', 'no_such_table')]);
    const { error } = await lake.create('kept', nowhere, { resource: 'Renamed', ...LONG_AGO });
    expect(error !== undefined, 'it did not fail');
    // CloudFormation deletes what it could not create.
    well(await lake.delete('kept', nowhere, { resource: 'Renamed' }));
    same(await lake.held(), HELD);
    well(await lake.delete('kept', one));
    same(await lake.held(), [FOREIGN]);
  });
  await account.step('a Delete without authority fails with the calls, and is completed once it is back', async () => {
    well(await lake.create('lost', one));
    const maker = new StepMaker(lake.lakeFormation);
    const authority = authoritySteps(arnOf(GRANTS_ROLE), DATABASE);
    for (const step of revokingSteps(authority)) await maker.make(step);
    failed(await lake.delete('lost', one), 'aws lakeformation grant-permissions');
    same(await lake.held(), HELD);
    for (const step of authority) await maker.make(step);
    well(await lake.delete('lost', one));
    same(await lake.held(), [FOREIGN]);
  });
}
