import { BadFile } from '../bad-file';
import type { FileContent } from '../file-content';

const EMPTY: Buffer = Buffer.alloc(0);

/** Reads a column's bytes of a row group from front to back, a window at a time. */
export class ChunkReader {
  private window = EMPTY;
  /** Where the window begins in the file, and the next byte in the window. */
  private start: number;
  private at = 0;

  constructor(
    private readonly content: FileContent,
    start: number,
    private readonly end: number,
    private readonly windowBytes: number,
  ) {
    this.start = start;
  }

  get remaining(): number {
    return this.end - this.start - this.at;
  }

  /** The next bytes, without going on; fewer only at the end. */
  async peek(count: number): Promise<Buffer> {
    const wanted = Math.min(count, this.remaining);
    if (this.window.length - this.at < wanted) await this.load(wanted);
    return this.window.subarray(this.at, this.at + wanted);
  }

  skip(count: number): void {
    this.at += count;
  }

  async next(count: number): Promise<Buffer> {
    if (count > this.remaining) throw new BadFile(`a page should have ${count} bytes, and ${this.remaining} are left`);
    const bytes = await this.peek(count);
    this.skip(count);
    return bytes;
  }

  private async load(wanted: number): Promise<void> {
    const rest = this.window.subarray(this.at);
    const from = this.start + this.at + rest.length;
    const to = Math.min(this.end, from + Math.max(wanted - rest.length, this.windowBytes));
    const loaded = await this.content.bytes(from, to);
    if (loaded.length < to - from) throw new BadFile(`the file was cut off at ${from + loaded.length} bytes`);
    this.window = rest.length ? Buffer.concat([rest, loaded]) : loaded;
    this.start += this.at;
    this.at = 0;
  }
}
