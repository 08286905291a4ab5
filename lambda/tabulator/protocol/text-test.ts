import { valuesOf } from './block';

/** What a predicate says of a column of text. */
export interface TextTest {
  /** All values it can accept, where they are few enough to be listed. */
  readonly values?: readonly string[];
  accepts(value: string | null): boolean;
}

type Json = Readonly<Record<string, unknown>>;
type Accepts = (value: string) => boolean;

/** The engine compares the bytes of UTF-8. */
const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function texts(block: unknown): string[] | undefined {
  const { schema, records } = (block ?? {}) as Json;
  if (typeof schema !== 'string' || typeof records !== 'string') return undefined;
  const values = valuesOf({ schema, records });
  return values.every((value) => typeof value === 'string') ? (values as string[]) : undefined;
}

interface End {
  readonly bound: unknown;
  /** Undefined where the range has no end. */
  readonly value?: string;
}

function end(marker: unknown): End | undefined {
  const { bound, nullValue, valueBlock } = (marker ?? {}) as Json;
  if (nullValue === true) return { bound };
  const values = texts(valueBlock);
  return values?.length === 1 ? { bound, value: values[0] } : undefined;
}

function range(json: unknown): { accepts: Accepts; value?: string } | undefined {
  const { low, high } = (json ?? {}) as Json;
  const [from, to] = [end(low), end(high)];
  if (!from || !to) return undefined;
  const [least, most] = [from.value, to.value];
  const isExact = least !== undefined && least === most && from.bound === 'EXACTLY' && to.bound === 'EXACTLY';
  return {
    value: isExact ? least : undefined,
    accepts: (value) =>
      (least === undefined || compare(value, least) >= (from.bound === 'EXACTLY' ? 0 : 1)) &&
      (most === undefined || compare(value, most) <= (to.bound === 'EXACTLY' ? 0 : -1)),
  };
}

function sorted(json: Json): { accepts: Accepts; values?: string[] } | undefined {
  if (!Array.isArray(json.ranges)) return undefined;
  const ranges = json.ranges.map(range);
  // A range that is not understood may hold anything.
  if (ranges.some((each) => each === undefined)) return undefined;
  const known = ranges.filter((each) => each !== undefined);
  const values = known.map(({ value }) => value).filter((value) => value !== undefined);
  return {
    accepts: (value) => known.some(({ accepts }) => accepts(value)),
    values: values.length === known.length ? values : undefined,
  };
}

function equatable(json: Json): { accepts: Accepts; values?: string[] } | undefined {
  const values = texts(json.valueBlock);
  if (!values || typeof json.whiteList !== 'boolean') return undefined;
  const listed = new Set(values);
  return json.whiteList
    ? { accepts: (value) => listed.has(value), values }
    : { accepts: (value) => !listed.has(value) };
}

const READERS: Readonly<Record<string, typeof sorted>> = {
  SortedRangeSet: sorted,
  sortable: sorted,
  EquatableValueSet: equatable,
  equatable: equatable,
};

/**
 * A predicate of version 1 (`sortable`, `equatable`) or later. Undefined, which prunes nothing, for everything else:
 * also for AllOrNone, where `IS NOT NULL` is written like "none" (awslabs/aws-athena-query-federation:
 * serde/v2/AllOrNoneValueSetSerDe.java), and for what cannot be read, because the engine filters anyway.
 */
export function textTest(json: unknown): TextTest | undefined {
  const set = (json ?? {}) as Json;
  const found = READERS[String(set['@type'])]?.(set);
  if (!found || typeof set.nullAllowed !== 'boolean') return undefined;
  const allowsNull = set.nullAllowed;
  return {
    values: allowsNull ? undefined : found.values,
    accepts: (value) => (value === null ? allowsNull : found.accepts(value)),
  };
}
