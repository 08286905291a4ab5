import { begin } from '../../../lambda/grants/begin';
import type { ResourceEvent } from '../../../lambda/grants/request';
import { proceed } from '../../../lambda/grants/run';
import { Account, GRANTS_ROLE, reads } from './account';

/** Longer than what an administrator has to do is waited for. */
const LATE = 60_000;

async function run(account: Account, event: ResourceEvent, elapsedMs = 0): Promise<void> {
  const place = account.place(elapsedMs);
  await begin(event, () => account.store(), place.budget);
  expect(await proceed(event, place, GRANTS_ROLE)).toMatchObject({ IsComplete: true });
}

/** A stack whose grants resource `Old` is in force. */
async function deployed(): Promise<Account> {
  const account = new Account();
  await run(account, account.event('Create', 'Old', [reads('orders')]));
  expect(account.held()).toEqual(['orders: SELECT']);
  return account;
}

test('a renamed resource takes over what the old one granted, and what deletes the old one revokes nothing', async () => {
  const account = await deployed();
  await run(account, account.event('Create', 'New', [reads('orders'), reads('customers')]));
  await run(account, account.event('Delete', 'Old', [reads('orders')]));
  expect(account.held()).toEqual(['customers: SELECT', 'orders: SELECT']);
  await run(account, account.event('Delete', 'New', []));
  expect(account.held()).toEqual([]);
  expect(account.journal()).toBeUndefined();
});

test('a deployment that is rolled back deletes the new resource: the old one has its grants and its journal again', async () => {
  const account = await deployed();
  await run(account, account.event('Create', 'New', [reads('customers')]));
  expect(account.held()).toEqual(['customers: SELECT']);
  await run(account, account.event('Delete', 'New', [reads('customers')]));
  expect(account.held()).toEqual(['orders: SELECT']);
  expect(account.journal()?.resource).toBe('Old');
  await run(account, account.event('Delete', 'Old', [reads('orders')]));
  expect(account.held()).toEqual([]);
});

test('the same plan under a new name, rolled back, is no call at all', async () => {
  const account = await deployed();
  const { writes } = account;
  await run(account, account.event('Create', 'New', [reads('orders')]));
  await run(account, account.event('Delete', 'New', [reads('orders')]));
  expect(account.writes).toBe(writes);
  expect(account.journal()?.resource).toBe('Old');
});

test('a Create under a new name that fails leaves what the old resource granted', async () => {
  const account = await deployed();
  account.refused = ['customers'];
  const create = account.event('Create', 'New', [reads('customers')]);
  await expect(run(account, create)).rejects.toThrow('what had been granted was taken back');
  expect(account.held()).toEqual(['orders: SELECT']);
  // CloudFormation deletes what it could not create.
  await run(account, account.event('Delete', 'New', [reads('customers')]));
  expect(account.held()).toEqual(['orders: SELECT']);
  expect(account.journal()?.resource).toBe('Old');
});

test('a new resource whose role has no authority yet touches nothing', async () => {
  const account = await deployed();
  account.authority = [];
  const create = account.event('Create', 'New', [reads('customers')]);
  await expect(run(account, create, LATE)).rejects.toThrow('a Lake Formation administrator has to make 2 calls');
  await run(account, account.event('Delete', 'New', [reads('customers')]), LATE);
  account.authority = ['lake'];
  expect(account.held()).toEqual(['orders: SELECT']);
  expect(account.journal()?.resource).toBe('Old');
});

test('an Update of the new resource ends what the old one could come back to', async () => {
  const account = await deployed();
  await run(account, account.event('Create', 'New', [reads('orders')]));
  await run(account, account.event('Update', 'New', [reads('orders')]));
  await run(account, account.event('Delete', 'New', [reads('orders')]));
  expect(account.held()).toEqual([]);
});

test('Delete without authority over several databases names the calls of all of them', async () => {
  const account = new Account();
  account.authority = ['lake', 'other'];
  const grants = [reads('orders'), { ...reads('customers'), database: 'other' }];
  await run(account, account.event('Create', 'Old', grants));
  account.authority = [];
  const remove = account.event('Delete', 'Old', grants);
  await expect(run(account, remove, LATE)).rejects.toThrow(
    /has to make 4 calls[\s\S]*"Name":"lake"[\s\S]*"Name":"other"/,
  );
  expect(account.held()).toEqual(['customers: SELECT', 'orders: SELECT']);
});
