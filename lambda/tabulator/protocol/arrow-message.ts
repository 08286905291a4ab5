import { Message, type RecordBatch, RecordBatchStreamWriter, type Schema } from 'apache-arrow';

const PREFIX = 4;

/**
 * One encapsulated message, with the length prefix that Arrow had before 0.15: what connectors of serde version 1 send
 * (awslabs/aws-athena-query-federation: data/AthenaFederationIpcOption.java).
 */
function messages(write: (writer: RecordBatchStreamWriter) => void): Uint8Array[] {
  const writer = new RecordBatchStreamWriter({ writeLegacyIpcFormat: true, autoDestroy: false });
  write(writer);
  writer.finish();
  const stream = writer.toUint8Array(true);
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const found: Uint8Array[] = [];
  for (let start = 0; start + PREFIX <= stream.length; ) {
    const length = view.getInt32(start, true);
    if (length === 0) break;
    const header = stream.subarray(start + PREFIX, start + PREFIX + length);
    const end = start + PREFIX + length + Message.decode(header).bodyLength;
    found.push(stream.subarray(start, end));
    start = end;
  }
  return found;
}

export const schemaMessage = (schema: Schema): Uint8Array => messages((writer) => writer.reset(undefined, schema))[0];

/** A batch's message without its schema's. */
export const batchMessage = (batch: RecordBatch): Uint8Array => messages((writer) => writer.write(batch))[1];

export const base64 = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
