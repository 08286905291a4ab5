import { withoutHardBreaks } from './hard-breaks';
import { textFromJson } from './json-text';
import { linesOf, rejoined } from './line-joins';

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  '#39': "'",
  '#x27': "'",
  '#34': '"',
  '#x2F': '/',
  '#x2f': '/',
  '#47': '/',
};
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\n',
  t: ' ',
  '"': '"',
  "'": "'",
  '/': '/',
  '\\': '\\',
};

/**
 * A message without what pasting it did to it: JSON, escapes, colours, quotation marks, margins, broken lines.
 *
 * How lines were broken is not certain: the likeliest reading first, then another, where there is one.
 */
export function plainTexts(pasted: string): string[] {
  const text = unescaped(textFromJson(pasted) ?? pasted)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals colour with them
    .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u00a0\u202f\u2007\t]/g, ' ')
    .replace(/[\u2018\u2019\u201a\u201b\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u2033]/g, '"')
    .replace(/`|\*\*/g, '')
    .replace(/\\([*_])/g, '$1');
  const lines = linesOf(text);
  if (lines.length === 1) return [tidy(text)];
  const hard = withoutHardBreaks(lines);
  const readings = hard === undefined ? [rejoined(lines), lines.join('')] : [hard, rejoined(lines)];
  return readings.map(tidy);
}

const tidy = (text: string) => text.replace(/ {2,}/g, ' ').trim();

/** Escapes nest where JSON is in JSON, so several times; entities come from web pages. */
function unescaped(text: string): string {
  let current = text;
  for (let depth = 0; depth < 4 && /\\[nrt"'/]|\\u00[0-9a-f]{2}/i.test(current); depth++) {
    current = current
      .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/\\+([nrt"'/])/g, (_, letter: string) => ESCAPES[letter]);
  }
  if (!/&(?:\w+|#\w+);/.test(current)) return current;
  return current.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
