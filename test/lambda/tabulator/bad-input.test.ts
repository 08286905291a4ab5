import type { TabulatorType } from '../../../lib/tabulator/definition/table-definition';
import { allRows, BUCKET, connector, definition, push, textColumn } from './a-connector';
import { MemoryStore } from './memory-store';

/** Rows of a table over one file. */
function rowsOf(bytes: Buffer, type: TabulatorType, nullable = true) {
  const store = new MemoryStore();
  push(store, 'rna/one', ['a.csv'], 'x'.repeat(bytes.length));
  store.put(`${BUCKET}/files/rna/one/a.csv`, bytes);
  return allRows(connector(store, definition({ columns: [{ name: 'id', type, nullable }, textColumn('text')] })));
}

test.each<[TabulatorType, string, string]>([
  ['TINYINT', '-128', '-129'],
  ['TINYINT', '127', '128'],
  ['SMALLINT', '-32768', '-32769'],
  ['SMALLINT', '32767', '32768'],
  ['INT', '-2147483648', '-2147483649'],
  ['BIGINT', '-9223372036854775808', '-9223372036854775809'],
])('%s ends at %s: %s is an error with row, column and value', async (type, last, beyond) => {
  const file = (value: string) => Buffer.from(`id,text\n0,a\n${value},b\n`);
  const [, row] = await rowsOf(file(last), type);
  expect(String(row.id)).toBe(last);
  await expect(rowsOf(file(beyond), type)).rejects.toThrow(new RegExp(`a\\.csv.*row 2.*"id".*${type}.*${beyond}`));
});

test('UTF-16 without a byte order mark is not taken for a text of other columns', async () => {
  const bytes = Buffer.from('id,text\n1,a\n', 'utf16le');
  await expect(rowsOf(bytes, 'INT', false)).rejects.toThrow(/a\.csv.*"id"/);
});

test.each([
  ['half a unit at its end', Buffer.from('\ufeffid,text\n1,a\n', 'utf16le'), Buffer.from([0x32])],
  ['half a pair of surrogates', Buffer.from('\ufeffid,text\n1,a', 'utf16le'), Buffer.from([0x3d, 0xd8])],
])('UTF-16 with %s is refused, and not read as if it were whole', async (_, whole, rest) => {
  expect(await rowsOf(whole, 'INT')).toHaveLength(1);
  await expect(rowsOf(Buffer.concat([whole, rest]), 'INT')).rejects.toThrow(/a\.csv.*utf-16le/);
});
