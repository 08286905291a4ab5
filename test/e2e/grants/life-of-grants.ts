import type { Grant } from '../../../lib/authorization/grant';
import { expect, type Stage } from '../stage';
import { DATABASE, type GovernedLake } from './governed-lake';

export const reads = (principal: string, table: string): Grant => ({
  principal,
  database: DATABASE,
  table,
  privileges: ['DESCRIBE', 'SELECT'],
});
export const describes = (principal: string): Grant => ({ principal, database: DATABASE, privileges: ['DESCRIBE'] });
const columns = (principal: string, table: string, ...names: string[]): Grant => ({
  principal,
  database: DATABASE,
  table,
  columns: names,
  privileges: ['SELECT'],
});

/** Lists are equal, or the difference is told. */
export function same(found: readonly string[], wanted: readonly string[]): void {
  const [a, b] = [JSON.stringify(found, undefined, 1), JSON.stringify(wanted, undefined, 1)];
  expect(a === b, `found ${a}\nexpected ${b}`);
}

const written = (calls: Record<string, number>) => ({
  grants: calls.BatchGrantPermissions ?? 0,
  revokes: calls.BatchRevokePermissions ?? 0,
});

export function wrote(calls: Record<string, number>, grants: number, revokes: number): void {
  const found = written(calls);
  expect(
    found.grants === grants && found.revokes === revokes,
    `wrote ${JSON.stringify(found)}, expected ${grants} and ${revokes}`,
  );
}

export function well({ error, text }: { error?: string; text: string }): void {
  expect(error === undefined, `${error}\n${text}`);
}

/** From the first deployment to the last. */
export async function lifeOfGrants(stage: Stage, lake: GovernedLake): Promise<void> {
  const { account } = stage;
  const first = [describes('analyst'), reads('analyst', 'orders'), reads('scientist', 'orders')];
  const second = [describes('analyst'), reads('analyst', 'orders'), reads('analyst', 'customers')];
  const FIRST = [
    'analyst: DESCRIBE on governed',
    'analyst: DESCRIBE on orders',
    'analyst: SELECT on orders',
    'scientist: DESCRIBE on orders',
    'scientist: SELECT on orders',
  ];
  const FOREIGN = 'scientist: DESCRIBE,DROP on customers';
  const a = await lake.properties(first);
  const b = await lake.properties(second);

  account.chapter('The life of a grants resource');
  await lake.grant('scientist', { Table: { DatabaseName: DATABASE, Name: 'customers' } }, 'DESCRIBE', 'DROP');
  await account.step('create: three grants by one call, and somebody else’s stays', async () => {
    const calls = await lake.calls(async () => well(await lake.create('life', a)));
    wrote(calls, 1, 0);
    same(await lake.held(), [...FIRST, FOREIGN].sort());
  });
  await account.step('an update without changes writes nothing', async () => {
    wrote(await lake.calls(async () => well(await lake.update('life', a, a))), 0, 0);
  });
  await account.step('one more and one fewer are two calls', async () => {
    wrote(await lake.calls(async () => well(await lake.update('life', b, a))), 1, 1);
    const held = await lake.held();
    expect(
      held.includes('analyst: SELECT on customers') && !held.includes('scientist: SELECT on orders'),
      held.join('\n'),
    );
  });
  await account.step('the plans swapped, as in a rollback, lead back', async () => {
    well(await lake.update('life', a, b));
    same(await lake.held(), [...FIRST, FOREIGN].sort());
  });
  await account.step('a table replaced underneath gets its grants again', async () => {
    await lake.dropTable('orders');
    await lake.createTable('orders');
    const replaced = { ...a, TablesDigest: 'other tables' };
    wrote(await lake.calls(async () => well(await lake.update('life', replaced, a))), 1, 0);
    same(await lake.held(), [...FIRST, FOREIGN].sort());
  });
  await account.step('from a table to columns of it, to other columns, and back', async () => {
    const narrow = await lake.properties([columns('analyst', 'orders', 'id', 'name')]);
    const other = await lake.properties([columns('analyst', 'orders', 'amount', 'id')]);
    well(await lake.update('life', narrow, a));
    same(await lake.held(), ['analyst: SELECT on orders(id,name)', FOREIGN]);
    well(await lake.update('life', other, narrow));
    same(await lake.held(), ['analyst: SELECT on orders(amount,id)', FOREIGN]);
    well(await lake.update('life', a, other));
    same(await lake.held(), [...FIRST, FOREIGN].sort());
  });
  await account.step('ALL, and back to what it contains', async () => {
    const all = await lake.properties([
      { principal: 'analyst', database: DATABASE, table: 'orders', privileges: ['ALL'] },
    ]);
    well(await lake.update('life', all, a));
    wrote(await lake.calls(async () => well(await lake.update('life', all, all))), 0, 0);
    well(await lake.update('life', a, all));
    same(await lake.held(), [...FIRST, FOREIGN].sort());
  });
  await account.step('one structured line per change; counts and a digest in the response, nothing else', async () => {
    const run = await lake.update('life', b, a);
    const changes = run.log.filter((line) => 'change' in line);
    same(changes.map(({ change, table, outcome }) => `${change} ${table} ${outcome}`).sort(), [
      'grant customers done',
      'revoke orders done',
    ]);
    same(Object.keys(run.data ?? {}).sort(), ['Digest', 'Grants', 'Owned']);
    expect(!run.text.includes('secret.example'), 'the response URL was logged');
  });
  await account.step('delete revokes what is ours, and forgets the journal', async () => {
    well(await lake.delete('life', b));
    same(await lake.held(), [FOREIGN]);
    expect((await lake.journal('life')) === undefined, 'the journal is there');
  });
  await account.step('a grant that was there before, and is in the plan, stays, too', async () => {
    const shared = await lake.properties([
      { principal: 'scientist', database: DATABASE, table: 'customers', privileges: ['DESCRIBE', 'SELECT'] },
    ]);
    well(await lake.create('shared', shared));
    same(await lake.held(), [FOREIGN, 'scientist: SELECT on customers']);
    well(await lake.delete('shared', shared));
    same(await lake.held(), [FOREIGN]);
  });
}
