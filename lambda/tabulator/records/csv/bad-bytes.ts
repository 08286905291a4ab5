import { isUtf8 } from 'node:buffer';

/** Where the line begins in which a text stops being UTF-8, and how many there are before. */
export function badLine(bytes: Buffer, ending: number): { readonly start: number; readonly lines: number } {
  let [lines, start] = [0, 0];
  for (
    let end = bytes.indexOf(ending);
    end >= 0 && isUtf8(bytes.subarray(start, end));
    end = bytes.indexOf(ending, start)
  ) {
    start = end + 1;
    lines++;
  }
  return { start, lines };
}
