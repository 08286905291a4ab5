const QUOTE = 34;

/** In a text between quotes, a quote is written twice: leaves one of the two, in place, and returns where the text then ends. */
export function withoutEscapes(bytes: Buffer, start: number, end: number): number {
  let to = start;
  for (let i = start; i < end; i++) {
    bytes[to++] = bytes[i];
    if (bytes[i] === QUOTE) i++;
  }
  return to;
}
