import type { TabulatorDefinition } from '../../lib/tabulator/definition/table-definition';
import { textTable } from '../text-table';
import type { SampledFile } from './sample-table';

const WIDEST = 32;

/** The first rows of the files as people read them, with what is wrong. */
export function describeSample(files: readonly SampledFile[], definition: TabulatorDefinition): string {
  const names = [...definition.columns.map(({ name }) => name.toLowerCase()), ...definition.groups];
  return files
    .map(({ packageName, logicalKey, count, first, issues }) =>
      [
        `${packageName}: ${logicalKey} (${count} row${count === 1 ? '' : 's'})`,
        textTable(
          names,
          first.map((row) => names.map((name) => cell(row[name]))),
        ),
        ...issues.map((issue) => `  issue: ${issue}`),
        '',
      ].join('\n'),
    )
    .join('\n');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  const text = plain(value).replaceAll('\n', '⏎');
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

/** A value as text: bytes in base64, times as ISO 8601. */
export function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value);
}
