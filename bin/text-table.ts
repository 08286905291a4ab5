/**
 * Rows as aligned text with a header line; NULL is empty.
 *
 * @param widest longest cell that is not cut @default - nothing is cut
 */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  widest = Number.POSITIVE_INFINITY,
): string {
  const shown = (cell: string | null | undefined) => {
    const text = (cell ?? '').replace(/[\r\n\t]+/g, ' ').trimEnd();
    return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
  };
  const cells = rows.map((row) => header.map((_, i) => shown(row[i])));
  const widths = header.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}
