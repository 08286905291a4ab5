import type { TabulatorColumnConfig, TabulatorParserConfig } from '../../model/tabulator-config';
import type { InlineTable } from './definition-problems';

/** A table as Quilt's YAML writes it (quiltdata/quilt:shared/schemas/tabulatorTable.yml.json). */
export interface WrittenTable {
  readonly schema: TabulatorColumnConfig[];
  readonly source: { readonly type: string; readonly package_name: string; readonly logical_key: string };
  readonly parser: TabulatorParserConfig;
  readonly continue_on_error?: boolean;
}

/** The keys that props spell otherwise than YAML. */
const WRITTEN_KEYS: Readonly<Record<string, string>> = {
  packageName: 'package_name',
  logicalKey: 'logical_key',
  continueOnError: 'continue_on_error',
};

/** The table as props would declare it. */
export function tableFromWritten({ source, continue_on_error: continueOnError, ...rest }: WrittenTable): InlineTable {
  const { type, package_name: packageName, logical_key: logicalKey } = source;
  const table = { ...rest, source: { type, packageName, logicalKey } };
  return continueOnError === undefined ? table : { ...table, continueOnError };
}

/** A path in a table of props, as it is in YAML. */
export function writtenPath(path: readonly (string | number)[]): (string | number)[] {
  return path.map((key) => WRITTEN_KEYS[key] ?? key);
}
