import { S3_OPERATIONS } from './s3-operations';

/** "User … is not authorized to perform … on resource …", taken apart (IAM User Guide: troubleshoot_access-denied). */
export interface Denial {
  readonly principal: string | null;
  readonly action: string;
  /** As printed; null where the text ends before it. */
  readonly resource: string | null;
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** The sentence may lack its beginning, as people cut it. */
const SENTENCE =
  /(?:(?:\bnot|n't) authori[sz]ed|^[\s.…]*[a-z]{0,14}) to perform:? ?\(?(?<action>[a-z][a-z0-9-]*:[A-Za-z]+)\)?/gi;
const RESOURCE = /^(?: action)?,? on (?:(?:the )?resources?:? *|(?=["']?arn:))/i;
const QUOTED = /^["'<]([^"'<>]{1,1200})["'>]/;
/** S3 keys may contain spaces; the sentence then goes on with one of these. */
const TO_REASON = /^(arn:[^"'\n]{1,1200}?)\.?(?= because no | because of | with an explicit | \(Service:| \[|\s*$|\n)/;
/** Accounts are blacked out with words. */
const BLACKED_OUT = /^arn:[\w-]+:[\w-]+:[\w-]*:[\w*-]+ [A-Z0-9]{1,12}:[^\s"'<>,;()[\]{}]+/;
const WORD = /^[^\s"'<>,;()[\]{}]{1,1200}/;
const USER = /User:?\s*(arn:[^\n]{1,400}?|\S{1,200})\s+(?:is|was|are)?\s*$/i;

/** Every denial in the text, in order. */
export function denialsIn(text: string): Denial[] {
  const found: Denial[] = [];
  for (const match of text.matchAll(SENTENCE)) {
    const action = match.groups?.action ?? '';
    const start = match.index;
    const after = start + match[0].length;
    const lead = RESOURCE.exec(text.slice(after, after + 40));
    const printed = lead
      ? printedResource(text.slice(after + lead[0].length, after + lead[0].length + 1300))
      : undefined;
    const before = text.slice(Math.max(0, start - 620), start);
    const user = USER.exec(before);
    if (!lead && !user && !isAnswer(before, match[0], text.slice(after, after + 12))) continue;
    found.push({
      principal: user ? user[1] : null,
      action,
      resource: printed ? printed.resource : null,
      start: user ? start - user[0].length : start,
      end: after + (lead?.[0].length ?? 0) + (printed?.length ?? 0),
    });
  }
  return [...found, ...fromOperations(text)].sort((a, b) => a.start - b.start);
}

/** A sentence without its end is an answer of a service only where it begins, or breaks off, like one. */
function isAnswer(before: string, sentence: string, rest: string): boolean {
  return /You are $|AccessDenied|operation: $/.test(before) || /^Not /.test(sentence) || /^\W*$/.test(rest);
}

function printedResource(rest: string): { resource: string; length: number } | undefined {
  const quoted = QUOTED.exec(rest);
  if (quoted) return { resource: quoted[1], length: quoted[0].length };
  const s3 = /^arn:[\w-]+:s3:/.test(rest) ? TO_REASON.exec(rest) : null;
  if (s3) return { resource: s3[1], length: s3[0].length };
  const word = BLACKED_OUT.exec(rest) ?? WORD.exec(rest);
  // A text that was cut ends in dots; one dot ends a sentence.
  const resource = word?.[0].replace(/(?<!\.)[.:]$/, '');
  // "on the resource. After your AWS administrator …" names none.
  if (!word || !resource || !/^(?:arn:|\*$)|[/:]/.test(resource)) return undefined;
  return { resource, length: word[0].length };
}

/**
 * S3 through boto3 used to say no more than "Access Denied", and a text may end before it says what was not authorized:
 * the operation tells the action.
 */
const OPERATION =
  /An error occurred \((?:AccessDenied|403|Forbidden)\) when calling the (?<operation>\w+) operation(?: \(reached max retries: \d+\))?: (?:Access Denied|Forbidden|User:? (?<principal>arn:\S{1,400}) (?:(?! to perform:? ?\w+:\w)[^\n]){0,120}$)/g;

function fromOperations(text: string): Denial[] {
  return [...text.matchAll(OPERATION)].flatMap((match) => {
    const action = S3_OPERATIONS[match.groups?.operation ?? ''];
    if (!action) return [];
    const principal = match.groups?.principal ?? null;
    return [{ principal, action, resource: null, start: match.index, end: match.index + match[0].length }];
  });
}
