import { makeData, RecordBatch, type Schema, Struct } from 'apache-arrow';
import { base64, batchMessage, schemaMessage } from '../protocol/arrow-message';
import type { Column } from './columns/column';
import { giveBackRoom, takeRoom } from './rooms';
import type { Spill } from './spill';

/** Blocks of this size are read fastest, and with the least memory. */
const ROWS_A_BLOCK = 32_768;
const BYTES_A_BLOCK = 4 * 2 ** 20;
/** In base64 this fits into Lambda's response, of 6,291,556 bytes. */
const MOST_INLINE = 4_400_000;

export interface OutputLimits {
  readonly blockBytes: number;
  readonly inlineBytes: number;
}

export interface Mark {
  readonly blocks: number;
  readonly rows: number;
}

/** Takes rows column by column, and sends them as blocks: in the answer if they are one small block, else spilled. */
export class Output {
  /** The first block, as long as it is the only one. */
  private first: Uint8Array | undefined;
  private rows = 0;
  private mark: Mark = { blocks: 0, rows: 0 };
  private readonly blockBytes: number;
  private readonly inlineBytes: number;

  constructor(
    readonly schema: Schema,
    readonly columns: readonly Column[],
    private readonly spill: Spill,
    limits: OutputLimits,
  ) {
    this.blockBytes = Math.min(limits.blockBytes / 2, BYTES_A_BLOCK);
    this.inlineBytes = Math.min(limits.inlineBytes, MOST_INLINE);
  }

  /** Rows of which every column has the same number more than before. */
  async added(count: number): Promise<void> {
    this.rows += count;
    const size = this.columns.reduce((sum, column) => sum + column.size, 0);
    if (this.rows < ROWS_A_BLOCK && size < this.blockBytes) return;
    // What came before the file under way is sent by itself, so that the file's rows can still be taken back.
    if (this.mark.blocks === this.blocks && this.mark.rows > 0) {
      const before = this.mark.rows;
      await this.send(before);
      this.mark = { blocks: this.blocks, rows: 0 };
      if (this.rows < ROWS_A_BLOCK / 2 && size < this.blockBytes) return;
    }
    await this.send(this.rows);
  }

  /** From here, rows can be taken back. */
  begin(): void {
    this.mark = { blocks: this.blocks, rows: this.rows };
  }

  async takeBack(): Promise<void> {
    const { blocks, rows } = this.mark;
    if (!this.first) await this.spill.rollBack(blocks);
    else if (blocks === 0) this.first = undefined;
    for (const column of this.columns) column.truncate(rows);
    this.rows = rows;
  }

  /** The answer's `records`, or its `remoteBlocks`. */
  async end(): Promise<{ readonly inline?: string; readonly remote?: Awaited<ReturnType<Spill['end']>> }> {
    if (this.rows > 0) await this.send(this.rows);
    if (this.spill.blocks > 0) return { remote: await this.spill.end() };
    if (!this.first) return { inline: '' };
    if (this.first.length <= this.inlineBytes) {
      const inline = base64(this.first);
      giveBackRoom(this.first.buffer);
      return { inline };
    }
    await this.spill.write(this.first);
    return { remote: await this.spill.end() };
  }

  get schemaText(): string {
    return base64(schemaMessage(this.schema));
  }

  private get blocks(): number {
    return this.spill.blocks + (this.first ? 1 : 0);
  }

  private async send(rows: number): Promise<void> {
    const children = this.columns.map((column) => column.data(rows));
    const data = makeData({ type: new Struct(this.schema.fields), length: rows, nullCount: 0, children });
    const message = batchMessage(new RecordBatch(this.schema, data), takeRoom);
    for (const column of this.columns) column.dropFirst(rows);
    this.rows -= rows;
    if (this.blocks === 0) {
      this.first = message;
      return;
    }
    if (this.first) await this.spill.write(this.first);
    this.first = undefined;
    await this.spill.write(message);
  }
}
