import type { TabulatorParserConfig } from '../../model/tabulator-config';
import type { InlineTable } from './definition-problems';
import { Pattern } from './pattern';
import {
  TABULATOR_TYPES,
  type TabulatorDefinition,
  type TabulatorParser,
  type TabulatorType,
} from './table-definition';

const DEFAULT_DELIMITER = ',';

/** Applies every default. The table must have passed `definitionProblems`. */
export function definitionFrom({ schema, source, parser, continueOnError = false }: InlineTable): TabulatorDefinition {
  const { packageName, logicalKey } = source;
  return {
    columns: schema.map(({ name, type, nullable = true }) => ({ name, type: typeFrom(type), nullable })),
    packageName,
    logicalKey,
    parser: parserFrom(parser),
    continueOnError,
    groups: [packageName, logicalKey].flatMap((text) => new Pattern(text).groups),
  };
}

function typeFrom(name: string): TabulatorType {
  const type = TABULATOR_TYPES.find((each) => each === name);
  if (type === undefined) throw new Error(`${name} is no type of a column`);
  return type;
}

function parserFrom({ format, header = false, delimiter = DEFAULT_DELIMITER }: TabulatorParserConfig): TabulatorParser {
  return format === 'parquet' ? { format } : { format: 'csv', header, delimiter };
}

/** The table as it would be declared inline. */
export function tableConfigOf(definition: TabulatorDefinition): InlineTable {
  const { columns, packageName, logicalKey, parser, continueOnError } = definition;
  return { schema: [...columns], source: { packageName, logicalKey }, parser, continueOnError };
}
