import type { ObjectPlace, ObjectStore } from '../object-store';
import { BadFile } from './bad-file';

/** Where a file's bytes come from. */
export interface FileContent {
  readonly place: ObjectPlace;
  stream(): AsyncIterable<Buffer>;
  bytes(from: number, to: number): Promise<Buffer>;
  tail(length: number): ReturnType<ObjectStore['tail']>;
}

/** The only sign that rows are missing from a file cut off at the end of one. */
function checkSize(size: number, pushed: number | undefined): void {
  if (pushed === undefined || size === pushed) return;
  throw new BadFile(
    `it has ${size} bytes where its manifest says ${pushed}: it was cut off or replaced after its package was pushed`,
  );
}

/**
 * Read as it is needed. What is read after the end must be of the same object: a physical key without a version may be
 * written anew in between, and parts of two files are none.
 * @param pushed how many bytes it had when its package was pushed
 */
export function remoteContent(store: ObjectStore, place: ObjectPlace, pushed?: number): FileContent {
  let seen = place;
  return {
    place,
    async *stream() {
      let size = 0;
      for await (const chunk of await store.stream(place)) {
        size += chunk.length;
        yield chunk;
      }
      checkSize(size, pushed);
    },
    bytes: (from, to) => store.bytes(seen, from, to),
    async tail(length) {
      const tail = await store.tail(seen, length);
      checkSize(tail.size, pushed);
      seen = { ...place, etag: tail.etag };
      return tail;
    },
  };
}
