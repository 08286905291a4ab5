import type { OnProgress } from '../../../local/progress';
import { argumentQueries } from './argument-queries';
import { benchmarkQueries } from './benchmark-queries';
import { type Corpus, queriesIn } from './corpus';
import { operatorQueries } from './operator-queries';
import { quiltQueries } from './quilt-queries';
import { randomQueries } from './random/random-queries';

/** `LINEAGE_SEED` chooses other random queries, `LINEAGE_QUERIES` and `LINEAGE_ARGUMENTS` more or fewer of them. */
export async function corpora(pythonPath: string, onProgress: OnProgress): Promise<Corpus[]> {
  const seed = numberIn('LINEAGE_SEED', 2026);
  const number = numberIn('LINEAGE_QUERIES', 400);
  return [
    { name: 'Quilt', kind: 'everyday', queries: quiltQueries() },
    { name: 'TPC-H', kind: 'everyday', queries: await benchmarkQueries('tpch', pythonPath, onProgress) },
    { name: 'TPC-DS', kind: 'everyday', queries: await benchmarkQueries('tpcds', pythonPath, onProgress) },
    { name: 'constructs', kind: 'valid', queries: queriesIn('constructs.sql', 'shapes') },
    { name: 'corners', kind: 'valid', queries: queriesIn('corners.sql', 'shapes') },
    { name: 'invalid', kind: 'invalid', queries: queriesIn('invalid.sql', 'shapes') },
    { name: 'operators', kind: 'mixed', queries: operatorQueries() },
    { name: 'arguments', kind: 'mixed', queries: argumentQueries(seed, numberIn('LINEAGE_ARGUMENTS', 600)) },
    { name: `random, seed ${seed}`, kind: 'random', queries: randomQueries(seed, number) },
  ];
}

function numberIn(variable: string, otherwise: number): number {
  const text = process.env[variable];
  const number = text ? Number(text) : otherwise;
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${variable} must be a whole number, found ${text}`);
  return number;
}
