/** One array for the indices of all pages of a column, of which one is under way: new memory costs more than to fill it. */
export class IndexRoom {
  private room = new Int32Array(0);

  take(count: number): Int32Array {
    if (count > this.room.length) this.room = new Int32Array(count);
    return this.room.subarray(0, count);
  }
}
