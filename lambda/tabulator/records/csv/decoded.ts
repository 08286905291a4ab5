import { TextDecoder } from 'node:util';
import { BadFile } from '../bad-file';

const BYTE_ORDER_MARKS = { 'utf-8': [0xef, 0xbb, 0xbf], 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const;
type Encoding = keyof typeof BYTE_ORDER_MARKS;

const begins = (bytes: Buffer, mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);

/** A file's bytes as UTF-8, without its byte order mark, which alone tells another encoding. */
export async function* decoded(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let decoder: TextDecoder | undefined;
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let rest = chunk;
    if (head) {
      rest = head.length ? Buffer.concat([head, chunk]) : chunk;
      if (rest.length < 3) {
        head = rest;
        continue;
      }
      head = undefined;
      [rest, decoder] = begun(rest);
    }
    yield decoder ? transcoded(decoder, rest) : rest;
  }
  if (head?.length) {
    [head, decoder] = begun(head);
    yield decoder ? transcoded(decoder, head) : head;
  }
  // Says whether a character was under way.
  if (decoder) transcoded(decoder);
}

function begun(bytes: Buffer): [Buffer, TextDecoder | undefined] {
  const encodings = Object.keys(BYTE_ORDER_MARKS) as Encoding[];
  const encoding = encodings.find((each) => begins(bytes, BYTE_ORDER_MARKS[each]));
  if (!encoding) return [bytes, undefined];
  const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding, { fatal: true });
  return [bytes.subarray(BYTE_ORDER_MARKS[encoding].length), decoder];
}

/** @param bytes none at the end */
function transcoded(decoder: TextDecoder, bytes?: Buffer): Buffer {
  try {
    return Buffer.from(decoder.decode(bytes, { stream: bytes !== undefined }));
  } catch {
    throw new BadFile(`it begins as ${decoder.encoding}, and goes on or ends as something else`);
  }
}
