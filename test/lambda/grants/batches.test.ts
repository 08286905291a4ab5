import { batchesOf, sendBatches } from '../../../lambda/grants/batches';
import type { Grant } from '../../../lib/authorization/grant';

function grants(count: number, perTable: number): Grant[] {
  return Array.from({ length: count }, (_, i) => ({
    principal: `p${i}`,
    database: 'db',
    table: `t${Math.floor(i / perTable)}`,
    privileges: ['SELECT'],
  }));
}

test.each([
  [0, []],
  [1, [1]],
  [20, [20]],
  [21, [20, 1]],
  [60, [20, 20, 20]],
])('%i grants are as few batches of at most 20 as possible', (count, sizes) => {
  expect(batchesOf(grants(count, 7)).map((batch) => batch.length)).toEqual(sizes);
});

async function sent(all: readonly Grant[]) {
  const running: string[][] = [];
  let most = 0;
  let met = false;
  let count = 0;
  await sendBatches(
    batchesOf(all),
    async (batch) => {
      const tables = [...new Set(batch.map(({ table }) => table ?? ''))];
      met ||= running.some((others) => others.some((table) => tables.includes(table)));
      running.push(tables);
      most = Math.max(most, running.length);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running.splice(running.indexOf(tables), 1);
      count += batch.length;
    },
    () => true,
  );
  return { most, met, count };
}

test('several batches are on their way, but never two that change one table', async () => {
  expect(await sent(grants(400, 7))).toEqual({ most: 4, met: false, count: 400 });
});

test('batches of one table go one after the other', async () => {
  expect(await sent(grants(100, 100))).toEqual({ most: 1, met: false, count: 100 });
});

test('no further batch is begun once the sender says so', async () => {
  let begun = 0;
  const send = async () => {
    begun++;
  };
  await sendBatches(batchesOf(grants(100, 1)), send, () => begun === 0);
  expect(begun).toBe(1);
});
