/** Kept at most; what is more is left to the garbage collector. */
const MOST_KEPT = 64 * 2 ** 20;
/** Sizes are rounded up, so that one room serves for columns of about the same size. */
const STEP = 2 ** 16;

const kept: ArrayBuffer[] = [];
let keptBytes = 0;

/** Memory for decoded values that goes from one row group to the next: new memory costs more than to fill it. */
export function takeRoom(bytes: number): ArrayBuffer {
  let found = -1;
  kept.forEach(({ byteLength }, i) => {
    if (byteLength >= bytes && (found < 0 || byteLength < kept[found].byteLength)) found = i;
  });
  if (found < 0) return new ArrayBuffer(Math.ceil(bytes / STEP) * STEP);
  const [room] = kept.splice(found, 1);
  keptBytes -= room.byteLength;
  return room;
}

/** Nothing may be read from it any more. */
export function giveBackRoom(room: ArrayBuffer): void {
  if (keptBytes + room.byteLength > MOST_KEPT) return;
  kept.push(room);
  keptBytes += room.byteLength;
}
