import { AsyncByteQueue, type RecordBatch, RecordBatchStreamWriter, type Schema } from 'apache-arrow';

/** Where memory of at least so many bytes comes from. */
export type Room = (bytes: number) => ArrayBuffer;
const newRoom: Room = (bytes) => new ArrayBuffer(bytes);

/** What a writer writes, before it is copied together. */
class Chunks extends AsyncByteQueue {
  private chunks: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    this.chunks.push(chunk);
  }

  /** All since the last time. */
  taken(room: Room): Uint8Array {
    const length = this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const bytes = new Uint8Array(room(length), 0, length);
    let at = 0;
    for (const chunk of this.chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.chunks = [];
    return bytes;
  }
}

/**
 * Messages have the length prefix that Arrow had before 0.15: what connectors of serde version 1 send
 * (awslabs/aws-athena-query-federation: data/AthenaFederationIpcOption.java).
 */
function begun(schema: Schema): { readonly writer: RecordBatchStreamWriter; readonly chunks: Chunks } {
  const writer = new RecordBatchStreamWriter({ writeLegacyIpcFormat: true, autoDestroy: false });
  const chunks = new Chunks();
  writer.reset(chunks, schema);
  return { writer, chunks };
}

/** One encapsulated message. */
export const schemaMessage = (schema: Schema): Uint8Array => begun(schema).chunks.taken(newRoom);

/** A batch's message without its schema's. */
export function batchMessage(batch: RecordBatch, room = newRoom): Uint8Array {
  const { writer, chunks } = begun(batch.schema);
  chunks.taken(newRoom);
  writer.write(batch);
  return chunks.taken(room);
}

export const base64 = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
