import type { Schema } from 'apache-arrow';
import { ADDED_COLUMNS } from '../../../lib/tabulator/definition/table-definition';
import { ConnectorError } from '../connector-error';
import { ARROW_TYPES } from '../tables/arrow-types';
import { columnName, type Table } from '../tables/table';
import type { BytesColumn } from './columns/bytes-column';
import { newColumn } from './columns/new-column';
import type { AnyColumn } from './file-target';

/** The requested columns, in the order of the request. */
export interface BlockColumns {
  readonly all: readonly AnyColumn[];
  /** Those of the files, by their place in the declaration. */
  readonly declared: readonly (AnyColumn | undefined)[];
  /** The others, which have one value for a whole file. */
  readonly added: ReadonlyMap<string, BytesColumn>;
}

export function blockColumns({ definition, name }: Table, requested: Schema): BlockColumns {
  const declared = new Map(definition.columns.map((column) => [columnName(column), column.type]));
  const added = new Set([...definition.groups.map((group) => group.toLowerCase()), ...ADDED_COLUMNS]);
  const columns = new Map<string, AnyColumn>();
  for (const field of requested.fields) {
    const type = declared.get(field.name) ?? (added.has(field.name) ? 'STRING' : undefined);
    if (!type) throw new ConnectorError(`table "${name}" has no column "${field.name}"; run the query again`);
    if (ARROW_TYPES[type].toString() !== field.type.toString()) {
      throw new ConnectorError(
        `column "${field.name}" of table "${name}" is a ${type}, not ${field.type}; run the query again`,
      );
    }
    columns.set(field.name, newColumn(type));
  }
  return {
    all: [...columns.values()],
    declared: definition.columns.map((column) => columns.get(columnName(column))),
    added: new Map([...columns].filter(([each]) => added.has(each)) as [string, BytesColumn][]),
  };
}
