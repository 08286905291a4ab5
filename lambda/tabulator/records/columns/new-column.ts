import type { TabulatorType } from '../../../../lib/tabulator/definition/table-definition';
import { ARROW_TYPES } from '../../tables/arrow-types';
import { BytesColumn } from './bytes-column';
import { LongColumn } from './long-column';
import { NumberColumn } from './number-column';
import { ROOM } from './validity';

const number = (type: TabulatorType, values: NumberColumn['values']) => new NumberColumn(ARROW_TYPES[type], values);

const COLUMNS = {
  BOOLEAN: () => number('BOOLEAN', new Uint8Array(ROOM)),
  TINYINT: () => number('TINYINT', new Int8Array(ROOM)),
  SMALLINT: () => number('SMALLINT', new Int16Array(ROOM)),
  INT: () => number('INT', new Int32Array(ROOM)),
  BIGINT: () => new LongColumn(ARROW_TYPES.BIGINT),
  FLOAT: () => number('FLOAT', new Float32Array(ROOM)),
  DOUBLE: () => number('DOUBLE', new Float64Array(ROOM)),
  STRING: () => new BytesColumn(ARROW_TYPES.STRING),
  BINARY: () => new BytesColumn(ARROW_TYPES.BINARY),
  DATE: () => number('DATE', new Int32Array(ROOM)),
  TIMESTAMP: () => new LongColumn(ARROW_TYPES.TIMESTAMP),
} satisfies Readonly<Record<TabulatorType, () => NumberColumn | LongColumn | BytesColumn>>;

export const newColumn = (type: TabulatorType): NumberColumn | LongColumn | BytesColumn => COLUMNS[type]();
