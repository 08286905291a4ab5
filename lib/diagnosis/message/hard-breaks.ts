/** Shorter than this, equal lengths are chance. */
const NARROWEST = 20;

/**
 * Lines that were broken at a fixed width, put together as they were; nothing if they do not look like that.
 *
 * Such a break keeps every character: the lines before the last of a paragraph all have the same length.
 */
export function withoutHardBreaks(lines: readonly string[]): string | undefined {
  const width = Math.max(...lines.map((line) => line.length));
  if (width < NARROWEST) return undefined;
  const inner = lines.slice(0, -1);
  const full = inner.filter((line) => line.length === width).length;
  // A space at the break may have been lost in copying. Where words are kept whole, many lines are a little shorter.
  const almost = inner.filter((line) => line.length < width - 1 && line.length > width * 0.6).length;
  if (full < 2 || full <= almost) return undefined;
  return lines.map((line, i) => (i < lines.length - 1 ? line + endOf(line, width) : line)).join('');
}

function endOf(line: string, width: number): string {
  if (line.length === width) return '';
  return line.length === width - 1 ? ' ' : '\n';
}
