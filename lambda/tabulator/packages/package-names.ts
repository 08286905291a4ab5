import type { ObjectStore } from '../object-store';
import type { TextTest } from '../protocol/text-test';

/** Pointers to a bucket's packages: `.quilt/named_packages/{user}/{name}/{latest or seconds}` (quiltdata/quilt: backends/base.py). */
export const POINTERS = '.quilt/named_packages/';

/** More than this many single reads take longer than a listing. */
const NAMES_INSTEAD_OF_LISTING = 1000;
const NAME = /^[^/]+\/[^/]+$/;

const bytewise = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

async function* listed(store: ObjectStore, bucket: string, after?: string): AsyncIterable<string> {
  const user = after && `${POINTERS}${after.split('/')[0]}/`;
  // The rest of the user at whom the last page ended, then those behind.
  if (user) yield* store.folders(bucket, user, `${POINTERS}${after}/`);
  for await (const folder of store.folders(bucket, POINTERS, user)) yield* store.folders(bucket, folder);
}

/** Names of a bucket's packages in one order always, so that a later page can go on after one. */
export async function* packageNames(
  store: ObjectStore,
  bucket: string,
  test?: TextTest,
  after?: string,
): AsyncIterable<string> {
  if (test?.values && test.values.length <= NAMES_INSTEAD_OF_LISTING) {
    const names = [...new Set(test.values)].filter((name) => NAME.test(name)).sort(bytewise);
    yield* names.filter((name) => after === undefined || bytewise(name, after) > 0);
    return;
  }
  for await (const folder of listed(store, bucket, after)) yield folder.slice(POINTERS.length, -1);
}
