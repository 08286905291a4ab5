import type { SchemaElement } from 'hyparquet';

/** What a file's column holds, as far as it matters to what it can become. */
export type StoredType =
  | 'boolean'
  | 'int'
  | 'uint'
  | 'long'
  | 'ulong'
  | 'float'
  | 'double'
  | 'half'
  | 'decimal'
  | 'date'
  | 'milliseconds'
  | 'microseconds'
  | 'nanoseconds'
  | 'text'
  | 'bytes'
  | 'fixed'
  | 'uuid';

const PHYSICAL: Readonly<Record<string, StoredType>> = {
  BOOLEAN: 'boolean',
  INT32: 'int',
  INT64: 'long',
  // Used for nothing but timestamps (apache/parquet-format: README.md).
  INT96: 'nanoseconds',
  FLOAT: 'float',
  DOUBLE: 'double',
  BYTE_ARRAY: 'bytes',
  FIXED_LEN_BYTE_ARRAY: 'fixed',
};

const UNITS: Readonly<Record<string, StoredType>> = {
  MILLIS: 'milliseconds',
  MICROS: 'microseconds',
  NANOS: 'nanoseconds',
};

/** By the older annotation; undefined for those that no declared type takes. */
const CONVERTED: Readonly<Record<string, StoredType | undefined>> = {
  UTF8: 'text',
  ENUM: 'text',
  JSON: 'text',
  DECIMAL: 'decimal',
  DATE: 'date',
  TIMESTAMP_MILLIS: 'milliseconds',
  TIMESTAMP_MICROS: 'microseconds',
  UINT_8: 'int',
  UINT_16: 'int',
  UINT_32: 'uint',
  UINT_64: 'ulong',
  INT_8: 'int',
  INT_16: 'int',
  INT_32: 'int',
  INT_64: 'long',
};

export function storedType({ type, converted_type, logical_type: logical }: SchemaElement): StoredType | undefined {
  switch (logical?.type) {
    case 'TIMESTAMP':
      return UNITS[logical.unit];
    case 'INTEGER': {
      const isLong = logical.bitWidth === 64;
      if (logical.isSigned) return isLong ? 'long' : 'int';
      return isLong ? 'ulong' : logical.bitWidth === 32 ? 'uint' : 'int';
    }
    case 'STRING':
    case 'ENUM':
    case 'JSON':
      return 'text';
    case 'DECIMAL':
      return 'decimal';
    case 'DATE':
      return 'date';
    case 'UUID':
      return 'uuid';
    case 'FLOAT16':
      return 'half';
  }
  if (logical?.type) return undefined;
  if (converted_type) return CONVERTED[converted_type];
  return type && PHYSICAL[type];
}
