import { Field, makeData, RecordBatch, Schema, Struct, Utf8, vectorFromArray } from 'apache-arrow';
import { type Block, blockOf } from '../../../lambda/tabulator/protocol/block';

const SCHEMA = new Schema([new Field('col1', new Utf8(), true)]);

export function textBlock(...values: readonly string[]): Block {
  const children = [vectorFromArray(values, new Utf8()).data[0]];
  const data = makeData({ type: new Struct(SCHEMA.fields), length: values.length, children });
  return blockOf('test', SCHEMA, new RecordBatch(SCHEMA, data));
}

export type Bound = 'ABOVE' | 'EXACTLY' | 'BELOW';

export const end = (bound: Bound, value?: string) =>
  value === undefined
    ? { bound, nullValue: true, valueBlock: textBlock() }
    : { bound, nullValue: false, valueBlock: textBlock(value) };

export const ranges = (
  type: 'sortable' | 'SortedRangeSet',
  nullAllowed: boolean,
  ...pairs: ReturnType<typeof end>[][]
) => ({
  '@type': type,
  nullAllowed,
  ranges: pairs.map(([low, high]) => ({ low, high })),
});

export const oneOf = (...values: readonly string[]) =>
  ranges('sortable', false, ...values.map((value) => [end('EXACTLY', value), end('EXACTLY', value)]));
