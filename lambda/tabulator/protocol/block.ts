import { type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow';
import { base64, batchMessage, schemaMessage } from './arrow-message';

/** Rows as they stand inside a message. */
export interface Block {
  readonly aId: string;
  readonly schema: string;
  /** Empty where there are no rows: readers stumble over a batch without any. */
  readonly records: string;
}

export function blockOf(id: string, schema: Schema, batch?: RecordBatch): Block {
  const records = batch && batch.numRows > 0 ? base64(batchMessage(batch)) : '';
  return { aId: id, schema: base64(schemaMessage(schema)), records };
}

export const schemaOf = (schema: string): Schema => RecordBatchReader.from(Buffer.from(schema, 'base64')).open().schema;

/** The values of a block's first column, which is all that the blocks of constraints have. */
export function valuesOf(block: { readonly schema: string; readonly records: string }): unknown[] {
  if (block.records === '') return [];
  const stream = Buffer.concat([Buffer.from(block.schema, 'base64'), Buffer.from(block.records, 'base64')]);
  return [...RecordBatchReader.from(stream)].flatMap((batch) => [...(batch.getChildAt(0) ?? [])]);
}
