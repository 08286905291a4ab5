import { isKnownAction } from './known-actions';
import { FOLLOWERS, WORDS } from './known-words';

/** What terminals, mail programs and test runners put before each line. */
const MARGIN = /^(?:[ \t]*[│┃|>╷╵]+ ?|E {3,}(?! )|[ \t]*#+ (?=\S))*/;

/** The lines of a text without their margins. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/).map((line) => line.replace(MARGIN, ''));
}

/**
 * Lines as one text: a line break inside a word, an action or an ARN goes, any other becomes a space.
 *
 * Long lines are broken by terminals and mail programs at any character.
 */
export function rejoined(lines: readonly string[]): string {
  const [first, ...rest] = lines.map((line) => line.trim());
  let joined = first;
  for (const line of rest) {
    if (line === '') joined += '\n';
    else joined += isInsideWord(joined, line) ? line : `${STARTS_ANEW.test(line) ? '\n' : ' '}${line}`;
  }
  return joined;
}

/** A frame of a stack, or a line with a time: what came before it is complete. */
const STARTS_ANEW =
  /^(?:at [\w$.]+\(|File "|Traceback |Caused by:|(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)\b|\[?\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d)/;

function isInsideWord(before: string, line: string): boolean {
  if (STARTS_ANEW.test(line)) return false;
  const tail = lastWord(before);
  const head = /^[^\s"'()[\]{}<>,;]*/.exec(line)?.[0] ?? '';
  if (tail === '' || head === '') return false;
  const [tailWord, headWord] = [tail.replace(/^.*?([A-Za-z]+)$/, '$1'), head.replace(/^([A-Za-z]+).*$/, '$1')];
  // Names in Glue are lower case, so a capital begins something else.
  if (/^arn:[\w-]+:glue:/.test(tail) && /^[A-Z]/.test(head)) return false;
  if (isLocation(tail)) return !FOLLOWERS.has(head.replace(/[.:,!?]+$/, '').toLowerCase());
  if (/^arn:|^s3:\/\//.test(tail + head) && !/^(?:arn:|s3:\/\/)/.test(head)) return true;
  if (isKnownAction(tail + headWord)) return !(isKnownAction(tail) && FOLLOWERS.has(headWord.toLowerCase()));
  const whole = (tailWord + headWord).toLowerCase();
  return WORDS.has(whole) && !(WORDS.has(tailWord.toLowerCase()) && WORDS.has(headWord.toLowerCase()));
}

/** What stands after the last blank, quotation mark or bracket. */
function lastWord(text: string): string {
  let start = text.length;
  while (start > 0 && text.length - start < 1400 && !BETWEEN_WORDS.has(text[start - 1])) start--;
  return text.slice(start);
}

const BETWEEN_WORDS: ReadonlySet<string> = new Set(' \n\t"\'()[]{}<>,;');

/** The last word is an ARN or an S3 location, and so may go on. */
function isLocation(tail: string): boolean {
  return /^arn:|^s3a?:\/\//.test(tail);
}
