import type { FileMetaData, SchemaTree } from 'hyparquet';
import { parquetSchema } from 'hyparquet/src/metadata.js';
import type { TabulatorColumn } from '../../../../lib/tabulator/definition/table-definition';
import { BadFile } from '../bad-file';
import { type Conversion, conversion } from './conversions';

/** The file's columns at the top: a table's rows hold nothing below them. */
export const topColumns = (metadata: FileMetaData): readonly SchemaTree[] => parquetSchema(metadata).children;

/** A null type's column holds nothing that would need converting. */
export const isAlwaysNull = ({ element }: SchemaTree) => element.logical_type?.type === 'NULL';

/** How a file's column becomes a declared one; a file whose types do not go with the table's is refused. */
export function conversionOf({ element, children }: SchemaTree, declared: TabulatorColumn): Conversion {
  if (children.length > 0 || element.repetition_type === 'REPEATED') {
    throw new BadFile(`column "${element.name}" is nested, and must be a ${declared.type}`);
  }
  const found = conversion(element, declared.type);
  if (found) return found;
  const annotation = element.logical_type?.type ?? element.converted_type;
  const stored = annotation ? `${element.type} (${annotation})` : element.type;
  throw new BadFile(`column "${element.name}" is ${stored}, which does not become ${declared.type}`);
}
