import { type Finding, findingOf } from '../../../lib/verification/finding';
import { type Found, judgeView } from '../../../lib/verification/judge-view';
import type { ViewExpectation } from '../../../lib/verification/verification-plan';
import type { CatalogSnapshot } from './catalog-snapshot';
import type { CheckResult } from './check';

/** Compares every view, and what it reads, with the catalog; also tells when each was created. */
export async function checkViews(views: readonly ViewExpectation[], catalog: CatalogSnapshot): Promise<CheckResult> {
  const findings: Finding[] = [];
  const created: Record<string, string> = {};
  for (const view of views) {
    const found = new Map<string, Found>();
    for (const { database, table } of [view, ...view.bases]) {
      const key = `${database}.${table}`;
      const each = await catalog.lookUp(database, table);
      found.set(key, each);
      // A view is created anew by every deployment that changes it; of tables it means that their grants are gone.
      if (typeof each !== 'string' && each.created && table !== view.table) created[key] = each.created;
    }
    const question = { kind: 'view', subject: `${view.database}.${view.table}`, expected: 'allowed' } as const;
    const answer = judgeView(view, (database, table) => found.get(`${database}.${table}`) ?? 'absent');
    const finding = findingOf(question, answer, 'deploy again, after correcting the table or the view');
    if (finding) findings.push(finding);
  }
  return { asked: views.length, findings, facts: { created } };
}
