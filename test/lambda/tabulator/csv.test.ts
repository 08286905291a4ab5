import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { BytesColumn } from '../../../lambda/tabulator/records/columns/bytes-column';
import { newColumn } from '../../../lambda/tabulator/records/columns/new-column';
import { CellScanner } from '../../../lambda/tabulator/records/csv/cell-scanner';
import { readCsv } from '../../../lambda/tabulator/records/csv/read-csv';
import { definition, textColumn } from './a-connector';
import { chunks } from './memory-store';

interface Found {
  readonly rows: string[][];
  readonly error?: string;
}

interface Way {
  readonly chunk: number;
  readonly piece?: number;
  /** Columns of the file, and those of them that are requested. */
  readonly width: number;
  readonly requested?: readonly number[];
}

/** What reading a file gives until it ends or is found to be wrong. */
async function read(bytes: Buffer, { chunk, piece, width, requested }: Way): Promise<Found> {
  const rows: string[][] = [];
  const declared = Array.from({ length: width }, (_, i) => textColumn(`c${i}`, false));
  const columns = declared.map((_, i) => (!requested || requested.includes(i) ? newColumn('STRING') : undefined));
  const asked = columns.filter((column) => column !== undefined) as BytesColumn[];
  const added = async (count: number) => {
    const texts = asked.map(({ bytes: text, offsets }) =>
      Array.from({ length: count }, (_, row) => Buffer.from(text).toString('utf8', offsets[row], offsets[row + 1])),
    );
    for (let row = 0; row < count; row++) rows.push(texts.map((column) => column[row]));
    for (const column of asked) column.truncate(0);
  };
  const table = definition({ columns: declared, parser: { format: 'csv', header: false, delimiter: ',' } });
  try {
    await readCsv(chunks(bytes, chunk), table, { columns, declared, added }, piece);
    return { rows };
  } catch (error) {
    return { rows, error: (error as Error).message };
  }
}

/** What csv-parse says of the whole, and of the first row that has not as many fields as the first. */
function byLibrary(text: string): Found {
  const rows: string[][] = [];
  const options = { bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'], relax_column_count: true };
  let error: string | undefined;
  try {
    const onRecord = (row: string[]) => {
      rows.push(row);
      return row;
    };
    parse(text, { ...options, onRecord });
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    error = `row ${rows.length + 1}: ${thrown.message.replace(/,? (at|on) line \d+/, '')} (${thrown.code})`;
  }
  const ragged = rows.findIndex((row) => row.length !== rows[0].length);
  if (ragged < 0) return { rows, error };
  const [found, expected] = [rows[ragged].length, rows[0].length];
  const fields = `${found} field${found === 1 ? '' : 's'}`;
  return { rows: rows.slice(0, ragged), error: `row ${ragged + 1}: it has ${fields} where the first has ${expected}` };
}

const plainField = fc.string({ unit: fc.constantFrom('a', 'ü', '名', ' ', '\t', '1', '.', ';') });
const simplyQuoted = fc.string({ unit: fc.constantFrom('a', 'ü', '\n', '\r\n', ',', ' ') }).map((text) => `"${text}"`);
const quotedField = fc
  .string({ unit: fc.constantFrom('a', 'ü', '"', '\n', '\r\n', ',', ' ') })
  .map((text) => `"${text.replaceAll('"', '""')}"`);
/** Not always a field, or only one. */
const anyField = fc.string({ unit: fc.constantFrom('a', 'ü', '"', '"', '\n', '\r\n', ',', ' '), maxLength: 6 });
const ending = fc.constantFrom('\n', '\r\n', '\n\n');

function file(field: fc.Arbitrary<string>) {
  return fc
    .record({
      width: fc.integer({ min: 1, max: 4 }),
      rows: fc.integer({ min: 1, max: 30 }),
      bom: fc.boolean(),
      end: ending,
      isEnded: fc.boolean(),
    })
    .chain(({ width, rows, bom, end, isEnded }) => {
      const row = fc.array(field, { minLength: width, maxLength: width }).map((fields) => fields.join(','));
      const body = fc.array(row, { minLength: rows, maxLength: rows }).map((lines) => lines.join(end));
      return body.map((text) => `${bom ? '\ufeff' : ''}${text}${isEnded ? end : ''}`);
    });
}

const FIELDS = [
  ['plain', plainField],
  ['simply quoted', simplyQuoted],
  ['quoted', quotedField],
  ['some of each', fc.oneof(plainField, simplyQuoted, quotedField)],
  ['some not well formed', fc.oneof({ weight: 30, arbitrary: fc.oneof(plainField, quotedField) }, anyField)],
  ['none well formed', anyField],
] as const;

test.each(FIELDS)('fields, %s, are what csv-parse reads, or its error', async (_, field) => {
  await fc.assert(
    fc.asyncProperty(file(field), async (text) => {
      const expected = byLibrary(text);
      const found = await read(Buffer.from(text), { chunk: 10_000, width: expected.rows[0]?.length ?? 0 });
      expect(found.error).toEqual(expected.error);
      expect(found.rows).toEqual(expected.rows.slice(0, found.error ? found.rows.length : undefined));
    }),
    { numRuns: 500 },
  );
});

const rowOf = (error: string | undefined) => error && /^row \d+: /.exec(error)?.[0];

test.each(FIELDS)('fields, %s, however the file is cut and whatever of it is requested', async (_, field) => {
  const ways = fc.record({
    chunk: fc.integer({ min: 1, max: 50 }),
    piece: fc.integer({ min: 1, max: 200 }),
    requested: fc.uniqueArray(fc.integer({ min: 0, max: 3 })).map((positions) => positions.sort()),
  });
  await fc.assert(
    fc.asyncProperty(file(field), ways, async (text, way) => {
      const expected = byLibrary(text);
      const width = expected.rows[0]?.length ?? 0;
      const requested = way.requested.filter((position) => position < width);
      const found = await read(Buffer.from(text), { ...way, width, requested });
      // What the cut leaves of a quote that is wrong, may be wrong in another way, in the same row.
      expect(rowOf(found.error)).toEqual(rowOf(expected.error));
      const rows = expected.rows.map((row) => requested.map((position) => row[position]));
      expect(found.rows).toEqual(rows.slice(0, found.error ? found.rows.length : undefined));
    }),
    { numRuns: 500 },
  );
});

test('only from a row that is not well formed on, csv-parse is needed', () => {
  const scanner = new CellScanner(44);
  expect(scanner.read(Buffer.from('a,"b,\n""c"\n"",\n'), 1).rest).toBeUndefined();
  const { rows, rest } = scanner.read(Buffer.from('a,b\n"c",d\ne,f"f\n'), 1);
  expect([rows, rest?.toString()]).toEqual([2, 'e,f"f\n']);
});

/** Rows before the wrong one: empty lines, which are none, and line breaks in a text. */
const BEFORE = 'a,b,c\n\n"x\ny",,"z ""z"""\r\n\n';

test.each([
  ['too few fields', 'd,e\n', 'it has 2 fields where the first has 3'],
  ['too many fields', 'd,e,f,g\n', 'it has 4 fields where the first has 3'],
  ['a quote within a field', 'd,e,f"\n', 'Invalid Opening Quote'],
  ['a field behind a quote', 'd,e,"f"f\n', 'Invalid Closing Quote'],
  ['a return behind a quote', 'd,"e"\r,f\n', 'Invalid Closing Quote'],
  ['an unclosed quote', 'd,e,"f\n', 'Quote Not Closed'],
  ['bytes that are no UTF-8', Buffer.from('d,e,f\xff\n', 'latin1'), 'the text is not UTF-8'],
  ['bytes that are no UTF-8, within a text', Buffer.from('d,e,"\nf\xff\n"\n', 'latin1'), 'the text is not UTF-8'],
  ['too many bytes', `d,e,${'f'.repeat(2 ** 24)}\n`, 'it has more than 16777216 bytes'],
])('%s, in a column that nobody asked for, in the right row', async (_, bad, error) => {
  const bytes = Buffer.concat([Buffer.from(BEFORE), Buffer.from(bad as string), Buffer.from('g,h,i\n'.repeat(3))]);
  for (const [chunk, piece] of [[2 ** 16], [2 ** 16, 1], [1, 1]]) {
    if (bytes.length / chunk > 1000) continue;
    for (const requested of [[], [0]]) {
      const found = await read(bytes, { chunk, piece, width: 3, requested });
      expect(found.error).toMatch(/^row 3: /);
      expect(found.error).toContain(error);
    }
  }
});

test.each([
  ['utf-16le', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-16be', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
])('%s is told by its byte order mark', async (_, encode) => {
  for (const chunk of [1, 2, 3, 100])
    expect(await read(encode('a,b\nü,名\n'), { chunk, width: 2 })).toEqual({
      rows: [
        ['a', 'b'],
        ['ü', '名'],
      ],
    });
});

test('lines that end with a return alone', async () => {
  for (const chunk of [1, 3, 100])
    expect(await read(Buffer.from('a,b\rc,d\r'), { chunk, width: 2 })).toEqual({
      rows: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    });
});
