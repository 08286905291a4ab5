import type { SchemaElement } from 'hyparquet';
import { parseDecimal, parseFloat16 } from 'hyparquet/src/convert.js';
import { lengthOf, type PageValues } from './page';
import { UnfitValue } from './unfit-value';

function mapBytes(values: PageValues, convert: (bytes: Uint8Array) => number): PageValues {
  if (values.kind !== 'bytes') throw new Error('these are no byte arrays');
  const { bytes, starts, ends } = values;
  const numbers = Float64Array.from(starts, (start, i) => convert(bytes.subarray(start, ends[i])));
  return { kind: 'numbers', numbers };
}

export const halves = (values: PageValues) => mapBytes(values, (bytes) => parseFloat16(bytes) ?? Number.NaN);

/** As nearest doubles. */
export function decimals(values: PageValues, element: SchemaElement): PageValues {
  const { logical_type: logical } = element;
  const divisor = 10 ** ((logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0);
  if (values.kind === 'bytes') return mapBytes(values, (bytes) => parseDecimal(bytes) / divisor);
  const stored = values.kind === 'longs' ? values.longs : values.numbers;
  return { kind: 'numbers', numbers: Float64Array.from(stored as ArrayLike<number>, (each) => Number(each) / divisor) };
}

/** Doubles that are to be floats: what is finite must stay so. */
export function singles(values: PageValues): PageValues {
  const numbers = values.kind === 'numbers' ? values.numbers : [];
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isFinite(numbers[i]) && !Number.isFinite(Math.fround(numbers[i]))) throw new UnfitValue(numbers[i], i);
  }
  return values;
}

const BYTES = 16;

/** As 8-4-4-4-12 hexadecimal digits. */
export function uuids(values: PageValues): PageValues {
  if (values.kind !== 'bytes') throw new Error('these are no byte arrays');
  const length = lengthOf(values);
  const texts = Array.from({ length }, (_, i) => {
    const hex = Buffer.from(values.bytes.subarray(values.starts[i], values.starts[i] + BYTES)).toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  });
  const width = BYTES * 2 + 4;
  const starts = Int32Array.from({ length }, (_, i) => i * width);
  return {
    kind: 'bytes',
    bytes: Buffer.from(texts.join('')),
    starts,
    ends: starts.map((each) => each + width),
    most: width,
  };
}
