import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { LakeConfig } from '../../lib/model/lake-config';
import { resourcesOf, writtenTemplates } from '../support/written-templates';
import { BESIDE_QUILT, LARGE, SMALL, TABULATOR } from './lakes';

/** Held: logical id → type. `UPDATE_LOGICAL_IDS=1 npx jest test/snapshots` writes it anew. */
const LOCK = path.join(__dirname, 'logical-ids.json');

type Ids = Record<string, string>;

/** All templates' ids; those of a nested stack follow its construct path's last part. */
function idsOf(config: LakeConfig): Ids {
  const ids: [string, string][] = [];
  for (const [file, text] of writtenTemplates(config)) {
    const nested = /^salesprodQuiltAthena(\w+?)[0-9A-F]{8}\.nested/.exec(file)?.[1];
    for (const [id, { Type }] of Object.entries(resourcesOf(text))) ids.push([nested ? `${nested}.${id}` : id, Type]);
  }
  return Object.fromEntries(ids.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const LAKES: Record<string, LakeConfig> = {
  small: SMALL,
  besideQuilt: BESIDE_QUILT,
  sharded: LARGE,
  tabulator: TABULATOR,
};

if (process.env.UPDATE_LOGICAL_IDS) {
  const ids = Object.fromEntries(Object.entries(LAKES).map(([name, config]) => [name, idsOf(config)]));
  writeFileSync(LOCK, `${JSON.stringify(ids, undefined, 2)}\n`);
}

const held: Record<string, Ids> = JSON.parse(readFileSync(LOCK, 'utf8'));

test.each(Object.keys(LAKES))('%s: logical ids are what deployed stacks have', (name) => {
  const now = idsOf(LAKES[name]);
  const gone = Object.entries(held[name]).filter(([id, type]) => now[id] !== type);
  const added = Object.entries(now).filter(([id, type]) => held[name][id] !== type);
  const tell = (list: [string, string][]) => list.map(([id, type]) => `${id} (${type})`).join(', ') || 'none';
  if (gone.length > 0 || added.length > 0) {
    throw new Error(
      `gone: ${tell(gone)}; new: ${tell(added)}. CloudFormation deletes what is gone from every deployed lake and ` +
        'creates what is new: tables, workgroups with their history and grants are lost. Keep construct ids; only ' +
        'where resources were meant to come or go, write the list anew with UPDATE_LOGICAL_IDS=1',
    );
  }
});

test('what holds data or history is kept when its stack is deleted or it is replaced', () => {
  for (const config of Object.values(LAKES)) {
    for (const text of writtenTemplates(config).values()) {
      const kept = Object.values(resourcesOf(text)).filter(({ Type }) => /Glue::Database|S3::Bucket$/.test(Type));
      for (const resource of kept) {
        expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
      }
    }
  }
});
