import { Field, Schema, Utf8 } from 'apache-arrow';
import { ADDED_COLUMNS } from '../../../lib/tabulator/definition/table-definition';
import { ARROW_TYPES } from './arrow-types';
import { columnName, type Table } from './table';

const textField = (name: string) => new Field(name.toLowerCase(), new Utf8(), true);

/** The file's columns, the named groups, and what is added. */
export function tableSchema({ definition }: Table): Schema {
  const columns = definition.columns.map((column) => new Field(columnName(column), ARROW_TYPES[column.type], true));
  return new Schema([...columns, ...definition.groups.map(textField), ...ADDED_COLUMNS.map(textField)]);
}
