import type { LakeConfig } from '../lake-config';
import type { Problem } from '../problem';

/** A declared lake, before any default is applied. */
export interface DeclaredLake {
  readonly stackName: string;
  readonly config: LakeConfig;
}

/** One thing that must hold: tells every place where it does not. */
export type Rule = (lake: DeclaredLake) => Iterable<Problem>;

/** A value as messages show it. */
export const quote = (value: unknown): string => JSON.stringify(value);

/** The items whose key occurred before, each with the index of the first. */
export function* repeated<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Generator<[index: number, first: number]> {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else yield [index, first];
  }
}
