import { ConnectorError } from '../connector-error';
import type { ObjectStore } from '../object-store';
import { POINTERS } from './package-names';

const TOP_HASH = /^[0-9a-z]{64}$/;

export function checkedHash(text: string, place: string): string {
  const hash = text.trim();
  if (!TOP_HASH.test(hash)) {
    throw new ConnectorError(
      `${place} must hold a top hash of 64 characters, found ${JSON.stringify(text.slice(0, 80))}`,
    );
  }
  return hash;
}

/** Undefined where the package has no latest revision, as one whose revisions were all deleted. */
export async function latestRevision(store: ObjectStore, bucket: string, name: string): Promise<string | undefined> {
  const key = `${POINTERS}${name}/latest`;
  const text = await store.text(bucket, key);
  return text === undefined ? undefined : checkedHash(text, `s3://${bucket}/${key}`);
}

/** Whether a hash is one of the package's revisions: usually the latest, or one that just was. */
export async function isRevision(store: ObjectStore, bucket: string, name: string, hash: string): Promise<boolean> {
  if ((await latestRevision(store, bucket, name)) === hash) return true;
  for await (const key of store.keys(bucket, `${POINTERS}${name}/`)) {
    if ((await store.text(bucket, key))?.trim() === hash) return true;
  }
  return false;
}
