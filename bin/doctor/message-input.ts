import { QuiltAthenaValidationError } from '../../lib/model/validation-error';

/** More than any log somebody pipes in by intent. */
const LIMIT = 256 * 2 ** 20;

const HOW =
  'paste the message of the failed query in quotes, pipe it (… | quilt-athena doctor -), or give --query-execution-id';

/** Everything on standard input. */
export async function standardInput(input: NodeJS.ReadStream = process.stdin): Promise<Buffer> {
  if (input.isTTY) throw new QuiltAthenaValidationError(`a message is needed, found none; ${HOW}`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LIMIT) {
      throw new QuiltAthenaValidationError(
        'a message has at most 256 MiB, found more; pipe in the end of the log: tail -c 10M',
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The bytes as text; PowerShell pipes UTF-16. */
export function messageText(bytes: Buffer): string {
  return checkedMessage(decoded(bytes));
}

/** A text that can be a message. */
export function checkedMessage(text: string): string {
  if (text.trim() === '') throw new QuiltAthenaValidationError(`a message is needed, found an empty one; ${HOW}`);
  const sample = text.slice(0, 65_536);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells binary data from text
  const strange = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  if (strange > sample.length / 50) {
    throw new QuiltAthenaValidationError(`a message must be text, found binary data; ${HOW}`);
  }
  return text;
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le').slice(1);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
      .slice(1);
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}
