import type { Query } from '../corpus';
import { Dice } from './dice';
import { query } from './queries';
import { forgetAliases } from './subqueries';

const DEPTH = 3;

/** The same queries for the same seed; each has a seed of its own, so that one can be made again alone. */
export function randomQueries(seed: number, number: number): Query[] {
  return Array.from({ length: number }, (_, i) => {
    forgetAliases();
    const dice = new Dice(seed * 1_000_003 + i);
    return { name: `${seed}/${i}`, sql: query(dice, [], dice.below(DEPTH + 1)).sql, schema: 'shapes' };
  });
}
