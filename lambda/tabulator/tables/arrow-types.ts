import {
  Binary,
  Bool,
  type DataType,
  DateDay,
  DateMillisecond,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Utf8,
} from 'apache-arrow';
import type { TabulatorType } from '../../../lib/tabulator/definition/table-definition';

/** Dates in milliseconds are what Athena's federation calls a timestamp without a zone. */
export const ARROW_TYPES: Readonly<Record<TabulatorType, DataType>> = {
  BOOLEAN: new Bool(),
  TINYINT: new Int8(),
  SMALLINT: new Int16(),
  INT: new Int32(),
  BIGINT: new Int64(),
  FLOAT: new Float32(),
  DOUBLE: new Float64(),
  STRING: new Utf8(),
  BINARY: new Binary(),
  DATE: new DateDay(),
  TIMESTAMP: new DateMillisecond(),
};
