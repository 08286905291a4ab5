import { type TextTest, textTest } from '../protocol/text-test';
import type { Table } from '../tables/table';

/** What a pattern's named groups matched; null for a group that took no part. */
export type Captures = Readonly<Record<string, string | null>>;

/** Which packages and files can have rows that a query's predicates let through. */
export interface Pruning {
  readonly packageNames?: TextTest;
  /** Undefined where the package is none of the table's, or pruned. */
  inPackage(name: string): Captures | undefined;
  ofRevision(topHash: string): boolean;
  inFile(logicalKey: string): Captures | undefined;
}

export function pruning(table: Table, summary: Readonly<Record<string, unknown>>): Pruning {
  const tests = new Map<string, TextTest>();
  for (const [column, set] of Object.entries(summary)) {
    const test = textTest(set);
    if (test) tests.set(column.toLowerCase(), test);
  }
  const lets = (column: string, value: string | null) => tests.get(column)?.accepts(value) ?? true;
  const letsAll = (found: Captures) =>
    Object.entries(found).every(([group, value]) => lets(group.toLowerCase(), value));
  const matching = (pattern: Table['packageName'], column: string, value: string) => {
    if (!lets(column, value)) return undefined;
    const found = pattern.search(value);
    return found && letsAll(found) ? found : undefined;
  };
  return {
    packageNames: tests.get('$pkg_name'),
    inPackage: (name) => matching(table.packageName, '$pkg_name', name),
    ofRevision: (topHash) => lets('$top_hash', topHash),
    inFile: (key) => matching(table.logicalKey, '$logical_key', key),
  };
}
