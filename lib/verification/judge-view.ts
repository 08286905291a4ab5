import { ALLOWED, type Answer, denied, inconclusive } from './answer';
import type { ExpectedColumn, ViewExpectation } from './verification-plan';

/** A table or view as the catalog has it now. */
export interface FoundTable {
  readonly database: string;
  readonly table: string;
  /** Partition keys last. */
  readonly columns: readonly ExpectedColumn[];
  /** When it was created; another time means another table under the same name. */
  readonly created?: string;
}

/** What looking a table up gave: `hidden` says that the verifier may not see it. */
export type Found = FoundTable | 'absent' | 'hidden';

const same = (a: string, b: string) => a.replace(/\s+/g, '').toLowerCase() === b.replace(/\s+/g, '').toLowerCase();

/** Whether a view still fits what it was made for: its stored columns, and the columns of its tables that it reads. */
export function judgeView(view: ViewExpectation, lookUp: (database: string, table: string) => Found): Answer {
  const stored = lookUp(view.database, view.table);
  if (stored === 'absent') return denied('the view does not exist any more');
  if (stored === 'hidden') return inconclusive('the verifier may not see the view', SEE_IT);
  const changed = differenceOf(view.columns, stored.columns, true);
  if (changed) return denied(`the view was changed: ${changed}`);
  const causes = view.bases.map((base): Answer => {
    const name = `${base.database}.${base.table}`;
    const found = lookUp(base.database, base.table);
    if (found === 'absent') return denied(`the view is stale: ${name}, which it reads, does not exist any more`);
    if (found === 'hidden') return inconclusive(`the verifier may not see ${name}, which the view reads`, SEE_IT);
    const difference = differenceOf(base.columns, found.columns, false);
    return difference ? denied(`the view is stale: in ${name}, ${difference}`) : ALLOWED;
  });
  return causes.find(({ state }) => state === 'DENIED') ?? causes.find(({ state }) => state !== 'ALLOWED') ?? ALLOWED;
}

const SEE_IT = 'let an administrator of Lake Formation make the verifier a read-only administrator';

function differenceOf(
  expected: readonly ExpectedColumn[],
  found: readonly ExpectedColumn[],
  whole: boolean,
): string | undefined {
  const types = new Map(found.map(({ name, type }) => [name.toLowerCase(), type]));
  for (const { name, type } of expected) {
    const now = types.get(name.toLowerCase());
    if (now === undefined) return `column ${name} is gone`;
    if (type !== '' && !same(now, type)) return `column ${name} was ${type} and is ${now}`;
  }
  const more = found.find((column) => !expected.some(({ name }) => name.toLowerCase() === column.name.toLowerCase()));
  return whole && more ? `column ${more.name} was added` : undefined;
}
