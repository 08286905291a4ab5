import type { TextPosition } from '../model/problem';

/** `${name}`; a CDK token, `${Token[…]}`, is none. */
const PLACEHOLDER = /\$\{([A-Za-z_]\w*)\}/g;

/** A text with its placeholders filled in, that still knows where everything was. */
export interface FilledText {
  readonly text: string;
  /** The place in the text as it was written, of one in the filled text. */
  readonly writtenAt: (filled: TextPosition) => TextPosition;
}

/** Fills in every `${name}`; `valueFor` throws for a name it does not know. */
export function fillPlaceholders(written: string, valueFor: (name: string) => string): FilledText {
  let text = '';
  let from = 0;
  const pieces: { readonly filledEnd: number; readonly writtenEnd: number }[] = [];
  for (const match of written.matchAll(PLACEHOLDER)) {
    text += written.slice(from, match.index);
    pieces.push({ filledEnd: text.length, writtenEnd: match.index });
    text += valueFor(match[1]);
    from = match.index + match[0].length;
    pieces.push({ filledEnd: text.length, writtenEnd: from });
  }
  text += written.slice(from);
  const writtenAt = (filled: TextPosition): TextPosition => {
    const offset = offsetOf(text, filled);
    const before = pieces.findLast((piece) => piece.filledEnd <= offset);
    const after = pieces.find((piece) => piece.filledEnd > offset);
    const at = offset + (before ? before.writtenEnd - before.filledEnd : 0);
    // Inside a filled-in name: where its placeholder begins.
    const inside = before !== undefined && pieces.indexOf(before) % 2 === 0;
    return positionOf(written, inside ? before.writtenEnd : Math.min(at, after?.writtenEnd ?? at));
  };
  return { text, writtenAt };
}

function offsetOf(text: string, { line, column }: TextPosition): number {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

function positionOf(text: string, offset: number): TextPosition {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
