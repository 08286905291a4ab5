/** Kept at most; what is more is left to the garbage collector. */
const MOST_KEPT = 64 * 2 ** 20;
/** Sizes are rounded up, so that one room serves for what is of about the same size. */
const STEP = 2 ** 16;

const kept: ArrayBuffer[] = [];
/** No other memory is kept, nor the same twice: it would be given to two. */
const taken = new WeakSet<ArrayBufferLike>();
let keptBytes = 0;

/** Memory that goes from one row group or block to the next: new memory costs more than to fill it. */
export function takeRoom(bytes: number): ArrayBuffer {
  let found = -1;
  kept.forEach(({ byteLength }, i) => {
    if (byteLength >= bytes && (found < 0 || byteLength < kept[found].byteLength)) found = i;
  });
  const [room] = found < 0 ? [new ArrayBuffer(Math.ceil(bytes / STEP) * STEP)] : kept.splice(found, 1);
  if (found >= 0) keptBytes -= room.byteLength;
  taken.add(room);
  return room;
}

/** Nothing may be read from it any more. */
export function giveBackRoom(room: ArrayBufferLike): void {
  if (!taken.delete(room) || keptBytes + room.byteLength > MOST_KEPT) return;
  kept.push(room as ArrayBuffer);
  keptBytes += room.byteLength;
}
