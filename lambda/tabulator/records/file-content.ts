import type { ObjectPlace, ObjectStore } from '../object-store';

/** Where a file's bytes come from. */
export interface FileContent {
  readonly place: ObjectPlace;
  stream(): AsyncIterable<Buffer>;
  bytes(from: number, to: number): Promise<Buffer>;
  tail(length: number): ReturnType<ObjectStore['tail']>;
}

/** Read as it is needed. */
export const remoteContent = (store: ObjectStore, place: ObjectPlace): FileContent => ({
  place,
  async *stream() {
    yield* await store.stream(place);
  },
  bytes: (from, to) => store.bytes(place, from, to),
  tail: (length) => store.tail(place, length),
});
