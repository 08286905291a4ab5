export interface Line {
  readonly text: string;
  /** Where it begins and ends, its line feed included. */
  readonly from: number;
  readonly to: number;
}

const LINE_FEED = 10;
const EMPTY: Buffer = Buffer.alloc(0);

/** Lines of a stream that begins at `offset` of its object. */
export async function* lines(chunks: AsyncIterable<Buffer>, offset = 0): AsyncIterable<Line> {
  let rest = EMPTY;
  let start = offset;
  for await (const chunk of chunks) {
    const buffer = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    let begin = 0;
    for (let end = buffer.indexOf(LINE_FEED); end >= 0; end = buffer.indexOf(LINE_FEED, begin)) {
      yield { text: buffer.toString('utf8', begin, end), from: start + begin, to: start + end + 1 };
      begin = end + 1;
    }
    rest = buffer.subarray(begin);
    start += begin;
  }
  if (rest.length) yield { text: rest.toString('utf8'), from: start, to: start + rest.length };
}
