import type { ObjectPlace, ObjectStore } from '../object-store';

/** Where a file's bytes come from. */
export interface FileContent {
  readonly place: ObjectPlace;
  stream(): AsyncIterable<Buffer>;
  bytes(from: number, to: number): Promise<Buffer>;
  tail(length: number): ReturnType<ObjectStore['tail']>;
}

/**
 * Read as it is needed. What is read after the end must be of the same object: a physical key without a version may be
 * written anew in between, and parts of two files are none.
 */
export function remoteContent(store: ObjectStore, place: ObjectPlace): FileContent {
  let seen = place;
  return {
    place,
    async *stream() {
      yield* await store.stream(place);
    },
    bytes: (from, to) => store.bytes(seen, from, to),
    async tail(length) {
      const tail = await store.tail(seen, length);
      seen = { ...place, etag: tail.etag };
      return tail;
    },
  };
}
