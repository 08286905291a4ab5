import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Cells } from '../../../lambda/tabulator/records/csv/cells';
import { decoded } from '../../../lambda/tabulator/records/csv/decoded';
import { PlainCells } from '../../../lambda/tabulator/records/csv/plain-cells';
import { quotedCells } from '../../../lambda/tabulator/records/csv/quoted-cells';
import { byQuotes } from '../../../lambda/tabulator/records/csv/quoted-part';
import { rowPieces } from '../../../lambda/tabulator/records/csv/row-pieces';
import { chunks } from './memory-store';

const rowsOf = ({ bytes, rows, width, starts, ends }: Cells) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: width }, (_, i) => bytes.toString('utf8', starts[row * width + i], ends[row * width + i])),
  );

async function cells(bytes: Buffer, chunk: number): Promise<string[][]> {
  const found: string[][] = [];
  const plain = new PlainCells();
  for await (const whole of rowPieces(decoded(chunks(bytes, chunk)))) {
    for (const piece of byQuotes(whole)) {
      const isPlain = !piece.hasQuotes && piece.endings.includes('\n');
      const read = isPlain ? plain.read(piece.bytes, 44, 1) : quotedCells(piece.bytes, ',', piece.endings, 1);
      found.push(...rowsOf(read));
    }
  }
  return found;
}

const byLibrary = (text: string) =>
  parse(text, { bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] }) as unknown as string[][];

const plainField = fc.string({ unit: fc.constantFrom('a', 'ü', '名', ' ', '\t', '1', '.', ';') });
const quotedField = fc
  .string({ unit: fc.constantFrom('a', 'ü', '"', '\n', '\r\n', ',', ' ') })
  .map((text) => `"${text.replaceAll('"', '""')}"`);
const ending = fc.constantFrom('\n', '\r\n');

function file(field: fc.Arbitrary<string>) {
  return fc
    .record({
      width: fc.integer({ min: 2, max: 4 }),
      rows: fc.integer({ min: 1, max: 30 }),
      bom: fc.boolean(),
      end: ending,
    })
    .chain(({ width, rows, bom, end }) => {
      const row = fc.array(field, { minLength: width, maxLength: width }).map((fields) => fields.join(','));
      const body = fc.array(row, { minLength: rows, maxLength: rows }).map((lines) => lines.join(end));
      return body.map((text) => `${bom ? '\ufeff' : ''}${text}${end}`);
    });
}

test.each([
  ['plain', plainField],
  ['quoted', quotedField],
  ['some of each', fc.oneof(plainField, plainField, quotedField)],
])('fields, %s, are what csv-parse reads, however the file is cut into chunks', async (_, field) => {
  await fc.assert(
    fc.asyncProperty(file(field), fc.integer({ min: 1, max: 50 }), async (text, chunk) => {
      expect(await cells(Buffer.from(text), chunk)).toEqual(byLibrary(text));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['utf-16le', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-16be', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
])('%s is told by its byte order mark', async (_, encode) => {
  for (const chunk of [1, 2, 3, 100])
    expect(await cells(encode('a,b\nü,名\n'), chunk)).toEqual([
      ['a', 'b'],
      ['ü', '名'],
    ]);
});

test('lines that end with a return alone', async () => {
  for (const chunk of [1, 3, 100])
    expect(await cells(Buffer.from('a,b\rc,d\r'), chunk)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
});

test('only what has quotes is given to csv-parse', () => {
  const bytes = Buffer.from('a,b\nc,d\n"e",f\ng,"h"\ni,j\n');
  const parts = [...byQuotes({ bytes, hasQuotes: true, endings: ['\r\n', '\n'] })];
  expect(parts.map((each) => [each.bytes.toString(), each.hasQuotes])).toEqual([
    ['a,b\nc,d\n', false],
    ['"e",f\ng,"h"\n', true],
    ['i,j\n', false],
  ]);
});
