import type { LakeConfig } from '../../lib/model/lake-config';
import { lakeStack } from '../support/lake-stack';
import { resourcesOf, writtenTemplates } from '../support/written-templates';

/** Large lakes, on machines that others use as well. */
jest.setTimeout(60_000);

/** CloudFormation's limits a template (cloudformation-limits), and what is left for the stack's own resources. */
const MOST_RESOURCES = 485;
const MOST_BYTES = 1_000_000;

const bucketName = (i: number) => `quilt-customer-data-${String(i).padStart(6, '0')}`;
const buckets = (count: number) => Array.from({ length: count }, (_, i) => ({ name: bucketName(i) }));

function lake(bucketCount: number, roleCount: number, shards: number, perRole = bucketCount): LakeConfig {
  const read = (role: number) => Array.from({ length: perRole }, (_, i) => bucketName((role * 17 + i) % bucketCount));
  return {
    buckets: buckets(bucketCount),
    roles: Array.from({ length: roleCount }, (_, i) => ({ name: `role-${i}`, read: read(i) })),
    tables: { shards },
  };
}

function expectWithinLimits(templates: Map<string, string>): void {
  for (const [file, text] of templates) {
    const count = Object.keys(resourcesOf(text)).length;
    expect([file, count > 0, count <= MOST_RESOURCES]).toEqual([file, true, true]);
    const bytes = Buffer.byteLength(text);
    expect([file, bytes, bytes <= MOST_BYTES]).toEqual([file, bytes, true]);
  }
}

/** What each template has, by construct: nested stacks by the name they are known by. */
function byStack(templates: Map<string, string>): Map<string, Record<string, unknown>> {
  return new Map([...templates].map(([file, text]) => [file.replace(/[0-9A-F]{8}\.nested/, ''), resourcesOf(text)]));
}

/** Every table's name, with the template it is in. */
function homes(templates: Map<string, string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [file, text] of templates) {
    for (const { Type, Properties } of Object.values(resourcesOf(text))) {
      if (Type === 'AWS::Glue::Table')
        found.set((Properties as { TableInput: { Name: string } }).TableInput.Name, file);
    }
  }
  return found;
}

describe('400 buckets in 8 shards and 10 roles, the first five of which read all of them', () => {
  const few = lake(400, 10, 8, 150);
  const before = writtenTemplates({
    ...few,
    roles: few.roles.map((role, i) => (i < 5 ? { ...role, read: ['*'] } : role)),
  });

  test('every template is within the limits, the parent too', () => {
    expectWithinLimits(before);
    expect([...before.keys()].filter((file) => file.includes('Tables'))).toHaveLength(8);
  });

  test('all 1,600 tables and views are there', () => {
    expect(homes(before).size).toBe(1600);
  });
});

describe('a bucket is added to 400, for four of ten roles that read 150 each', () => {
  const config = lake(400, 10, 8, 150);
  const added = 'a-new-bucket';
  const before = writtenTemplates(config);
  const after = writtenTemplates({
    ...config,
    buckets: [{ name: added }, ...config.buckets],
    roles: config.roles.map((role, i) => (i < 4 ? { ...role, read: [added, ...(role.read ?? [])] } : role)),
  });
  const [was, is] = [byStack(before), byStack(after)];
  const changedIn = (stack: string) => {
    const [old, now] = [was, is].map((all) => [...all].find(([file]) => file.includes(stack))?.[1]);
    if (!old || !now) throw new Error(`there is no nested stack ${stack}`);
    return Object.keys({ ...old, ...now }).filter((id) => JSON.stringify(old[id]) !== JSON.stringify(now[id]));
  };

  test('no bucket moves', () => {
    const now = homes(after);
    expect(now.size).toBe(1604);
    for (const [table, file] of homes(before)) expect([table, now.get(table)]).toEqual([table, file]);
  });

  test('one shard changes, by the four tables and views of the bucket', () => {
    const changed = Array.from({ length: 8 }, (_, shard) => changedIn(`Tables${shard}`).length);
    expect(changed.sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 4]);
  });

  test('one policy of each role that reads it changes, and none of another role', () => {
    const changed = Array.from({ length: 10 }, (_, role) => changedIn(`role${role}AccessData`).length);
    expect(changed).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  });
});

test('1,000 buckets and 50 roles of 60 buckets each, in 20 shards, are within the limits', () => {
  const templates = writtenTemplates(lake(1000, 50, 20, 60));
  expectWithinLimits(templates);
  expect(homes(templates).size).toBe(4000);
});

test.each([1, 3])('%d buckets in 8 shards: no nested stack is empty, as CloudFormation takes none', (count) => {
  const templates = writtenTemplates(lake(count, 1, 8));
  expectWithinLimits(templates);
  expect([...templates.keys()].filter((file) => file.includes('Tables')).length).toBeLessThanOrEqual(count);
});

test('shards of a lake that creates no tables: no nested stack is empty', () => {
  const config: LakeConfig = {
    database: { name: 'userathenadatabase-mbq1ihawbzb7', existing: true },
    buckets: buckets(3),
    roles: [{ name: 'looker' }],
    tables: { shards: 4 },
  };
  const templates = writtenTemplates(config);
  expectWithinLimits(templates);
  expect([...templates.keys()]).toEqual(['sales-prod.template.json']);
});

describe('what CloudFormation would refuse is refused at synth, with what to set', () => {
  test.each([
    // 4 resources a bucket, 8 saved queries and more a role.
    [130, 1, 0, /a template can have 500 resources, this lake needs \d+ in its stack; set tables\.shards: 3 to put/],
    [300, 1, 0, /a template can have 500 resources, this lake needs \d+ in its stack; set tables\.shards: 5 to put/],
    [
      300,
      1,
      1,
      /a template can have 500 resources, this lake needs 1200 in its nested stack Tables0; set tables\.shards: 5 to put/,
    ],
    // Policies of 14 roles that read 70 buckets each: bytes run out before resources do.
    [
      70,
      14,
      0,
      /a template can have 1000000 bytes, this lake needs about 10\d{5} in its stack; set tables\.shards: 2 to put/,
    ],
  ])('%d buckets, %d roles, %d shards', (bucketCount, roleCount, shards, message) => {
    expect(() => lakeStack(lake(bucketCount, roleCount, shards), { env: {} })).toThrow(message);
  });

  test('what the error says to set is within the limits', () => {
    expect(() => lakeStack(lake(300, 1, 0))).toThrow('tables.shards: 5');
    expectWithinLimits(writtenTemplates(lake(300, 1, 5)));
    expectWithinLimits(writtenTemplates(lake(70, 14, 2)));
  });

  test('saved queries of too many roles are told apart', () => {
    const config = lake(2, 90, 1);
    expect(() => lakeStack(config)).toThrow(
      /this lake needs 720 in its nested stack SavedQueries; set savedQueries: false, or divide the roles among several lakes$/,
    );
    expect(() => lakeStack({ ...config, savedQueries: false })).not.toThrow();
  });

  test('roles that are too many for any template', () => {
    expect(() => lakeStack({ ...lake(2, 250, 1), savedQueries: false })).toThrow(
      /this lake needs \d+ in its stack; divide the roles among several lakes$/,
    );
  });
});
