import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../lib/model/package-root';

/** Queries that are reported together. */
export interface Corpus {
  readonly name: string;
  /**
   * `invalid`: all are, and must be refused. `random`: some may be. `mixed`: many are, and no others may be refused.
   * `everyday`: none is, and none may be refused.
   */
  readonly kind: 'everyday' | 'valid' | 'invalid' | 'random' | 'mixed';
  readonly queries: readonly Query[];
}

export interface Query {
  readonly name: string;
  readonly sql: string;
  /** The database that unqualified names mean. */
  readonly schema: string;
}

/** A file of queries: each begins with a line `-- name: …`, and another database is named by a line `-- in: …` after it. */
export function queriesIn(file: string, schema: string): Query[] {
  const text = readFileSync(path.join(packageRoot(), 'test/e2e/lineage/sql', file), 'utf8');
  return text
    .split(/^-- name: /m)
    .slice(1)
    .map((part) => {
      const [name, ...lines] = part.trim().split('\n');
      const other = /^-- in: (.+)$/.exec(lines[0]);
      return { name, sql: lines.slice(other ? 1 : 0).join('\n'), schema: other ? other[1] : schema };
    });
}
