import { AGGREGATE_SIGNATURES } from './aggregate-signatures';
import { COLLECTION_SIGNATURES } from './collection-signatures';
import { HIDDEN_SIGNATURES } from './hidden-signatures';
import { NUMBER_SIGNATURES } from './number-signatures';
import { PLUGIN_AGGREGATES, PLUGIN_SIGNATURES } from './plugin-signatures';
import { type Signature, signaturesIn } from './signature';
import { TEXT_SIGNATURES } from './text-signatures';
import { TIME_SIGNATURES } from './time-signatures';
import { WINDOW_SIGNATURES } from './window-signatures';

/** What a function needs around it: rows to make one of, a window, or nothing. A form is a part of the grammar. */
export type FunctionKind = 'form' | 'scalar' | 'aggregate' | 'window';

/** Forms of Trino's that look like functions, with the fewest and the most arguments. */
const FORMS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['if', [2, 3]],
  ['coalesce', [2, Number.POSITIVE_INFINITY]],
  ['nullif', [2, 2]],
  ['try', [1, 1]],
  ['format', [2, Number.POSITIVE_INFINITY]],
]);

const PLUGIN_FUNCTIONS = signaturesIn(PLUGIN_SIGNATURES);
const PLUGIN_AGGREGATE_FUNCTIONS = signaturesIn(PLUGIN_AGGREGATES);
const PLUGINS: ReadonlySet<string> = new Set([...PLUGIN_FUNCTIONS.keys(), ...PLUGIN_AGGREGATE_FUNCTIONS.keys()]);
const AGGREGATES = new Map([...signaturesIn(AGGREGATE_SIGNATURES), ...PLUGIN_AGGREGATE_FUNCTIONS]);
const HIDDEN = signaturesIn(HIDDEN_SIGNATURES);
const WINDOWED = signaturesIn(WINDOW_SIGNATURES);

const SIGNATURES: ReadonlyMap<string, readonly Signature[]> = new Map([
  ...AGGREGATES,
  ...signaturesIn(COLLECTION_SIGNATURES),
  ...signaturesIn(NUMBER_SIGNATURES),
  ...signaturesIn(TEXT_SIGNATURES),
  ...signaturesIn(TIME_SIGNATURES),
  ...PLUGIN_FUNCTIONS,
  ...WINDOWED,
]);

const ALL_WAYS: ReadonlyMap<string, readonly Signature[]> = new Map([
  ...SIGNATURES,
  ...[...HIDDEN].map(([name, ways]) => [name, [...(SIGNATURES.get(name) ?? []), ...ways]] as const),
]);

/** The kind of a function; undefined if there is no such function. */
export function kindOf(name: string): FunctionKind | undefined {
  if (FORMS.has(name)) return 'form';
  if (AGGREGATES.has(name)) return 'aggregate';
  if (WINDOWED.has(name)) return 'window';
  return SIGNATURES.has(name) ? 'scalar' : undefined;
}

export function signaturesOf(name: string): readonly Signature[] {
  return ALL_WAYS.get(name) ?? [];
}

/** Those that `SHOW FUNCTIONS` of the engine lists. */
export function shownSignaturesOf(name: string): readonly Signature[] {
  return SIGNATURES.get(name) ?? [];
}

/** Whether what is known of a function is from its documentation: what the engine converts for it is not said there. */
export function isFromPlugin(name: string): boolean {
  return PLUGINS.has(name);
}

export function formArity(name: string): readonly [number, number] | undefined {
  return FORMS.get(name);
}

export function everyFunction(): readonly string[] {
  return [...FORMS.keys(), ...SIGNATURES.keys()];
}
