import { CAUSES, WRAPPERS } from './catalogue';
import type { CatalogueEntry, WrapperEntry } from './catalogue/entry';
import { type Denial, denialsIn } from './denial';
import { isDirectCall } from './direct-call';

/** A text's cause, and what is around it. */
export interface Classification {
  readonly entry: CatalogueEntry;
  /** From the outermost. */
  readonly wrappers: readonly { readonly id: string; readonly view?: string }[];
  /** The last wrapper is the cause itself: nothing inside it is known. */
  readonly alone: boolean;
  /** Named groups of the pattern, where it has any. */
  readonly captured: Readonly<Record<string, string | undefined>>;
  readonly denial: Denial | null;
  /** The client itself made the denied call. */
  readonly direct: boolean;
  /** The text inside the last wrapper, from the place that decided. */
  readonly decisive: string;
}

/** Takes wrappers off and finds the cause inside; nothing where the text is no known failure. */
export function classify(text: string): Classification | undefined {
  return inside(text, text, []);
}

function inside(whole: string, text: string, around: Classification['wrappers']): Classification | undefined {
  const wrapper = outermost(text);
  const cause = causeOf(text, whole);
  if (wrapper && around.length < 12) {
    const { entry, match } = wrapper;
    const view = match.groups?.view?.trim();
    const next = [...around, { id: entry.id, ...(view ? { view } : {}) }];
    const inner = match.groups?.inner ?? '';
    // A log often tells the same twice: what comes after the cause is not around it.
    const repeats = around.some((each) => each.id === entry.id && each.view === view);
    if (!repeats) {
      const found = inside(whole, inner, next);
      if (found) return found;
      if (!cause) return alone(entry, inner, match[0], next);
    }
  }
  return cause && { ...cause, wrappers: around, alone: false };
}

/** The wrapper that begins first. */
function outermost(text: string): { entry: WrapperEntry; match: RegExpExecArray } | undefined {
  let first: { entry: WrapperEntry; match: RegExpExecArray } | undefined;
  for (const entry of WRAPPERS) {
    const match = entry.pattern.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { entry, match };
  }
  return first;
}

function alone(
  { id, alone: rows }: WrapperEntry,
  inner: string,
  whole: string,
  wrappers: Classification['wrappers'],
): Classification | undefined {
  const row = rows.find((each) => each.pattern?.test(inner || ' '));
  if (!row) return undefined;
  const decisive = whole.slice(0, 400);
  return { entry: { ...row, id }, wrappers, alone: true, captured: {}, denial: null, direct: false, decisive };
}

/** A cause, whatever is around it. */
type Cause = Omit<Classification, 'wrappers' | 'alone'>;

function causeOf(text: string, whole: string): Cause | undefined {
  const denials = denialsIn(text);
  for (const entry of CAUSES) {
    const match = entry.pattern?.exec(text);
    if (entry.pattern && !match) continue;
    if (!entry.action) {
      if (!match) continue;
      const decisive = text.slice(match.index, match.index + 600);
      return { entry, captured: ungrouped(match.groups), denial: null, direct: false, decisive };
    }
    for (const denial of denials) {
      if (!entry.action.test(denial.action)) continue;
      if (entry.resource && !entry.resource.test(denial.resource ?? '')) continue;
      const direct = isDirectCall(denial.action, whole);
      if (entry.direct && !direct) continue;
      const decisive = text.slice(denial.start, Math.max(denial.end, denial.start + 600));
      return { entry, captured: ungrouped(match?.groups), denial, direct, decisive };
    }
  }
  return byErrorType(text);
}

/** Athena's error type decides where no text does (Athena User Guide: error-reference). */
function byErrorType(text: string): Cause | undefined {
  const match = /\bErrorType\W{1,4}(\d{3,4})\b/i.exec(text);
  const entry = match && CAUSES.find((each) => each.errorTypes?.includes(Number(match[1])));
  return entry ? { entry, captured: {}, denial: null, direct: false, decisive: match[0] } : undefined;
}

/** Alternatives of one pattern number their groups: `object2` is `object`. */
function ungrouped(groups: RegExpExecArray['groups']): Classification['captured'] {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups ?? {})) {
    if (value !== undefined && value !== '') found[name.replace(/\d+$/, '')] ??= value;
  }
  return found;
}
