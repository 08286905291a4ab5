import { Field, makeData, RecordBatch, Schema, Struct, Utf8 } from 'apache-arrow';
import { blockOf } from '../../lambda/tabulator/protocol/block';

const SCHEMA = new Schema([new Field('col1', new Utf8(), true)]);

/** `column = value`, as the engine sends it. */
export function equalTo(value: string) {
  const data = Buffer.from(value);
  const text = makeData({ type: new Utf8(), length: 1, data, valueOffsets: Int32Array.of(0, data.length) });
  const batch = new RecordBatch(SCHEMA, makeData({ type: new Struct(SCHEMA.fields), length: 1, children: [text] }));
  const end = { valueBlock: blockOf('p', SCHEMA, batch), bound: 'EXACTLY', nullValue: false };
  return { '@type': 'SortedRangeSet', nullAllowed: false, ranges: [{ low: end, high: end }] };
}
