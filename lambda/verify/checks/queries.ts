import type { Answer } from '../../../lib/verification/answer';
import { findingOf } from '../../../lib/verification/finding';
import { judgeQuery } from '../../../lib/verification/judge-query';
import type { QueryExpectation, RoleExpectations } from '../../../lib/verification/verification-plan';
import type { QueryPort } from '../ports';
import type { CatalogSnapshot } from './catalog-snapshot';
import type { Check, CheckResult } from './check';
import type { RoleSessions } from './role-sessions';

const TOO_MUCH =
  'quilt-athena explain tells what is declared; declare it, or take back the policy or the grant that gives it';

/** Runs the queries of a role as the role. */
export function queryChecks(
  role: RoleExpectations,
  roleArn: string,
  sessions: RoleSessions,
  catalog: CatalogSnapshot,
): Check[] {
  return role.queries.map((query, i) => ({
    id: `queries/${role.role}/${i}`,
    subject: query.sql,
    role: role.role,
    leavesTraces: true,
    make: async (): Promise<CheckResult> => {
      const session = await sessions.of(roleArn);
      // Told once, by the check of the session.
      if (!('run' in session)) return { asked: 0, findings: [], postponed: true };
      const finding = findingOf(
        {
          kind: 'query',
          role: role.role,
          subject: query.sql,
          expected: query.expected,
          ...(role.imported && query.expected === 'denied' ? { note: true } : {}),
        },
        await answerTo(session, query, role, catalog),
        query.expected === 'denied' ? TOO_MUCH : undefined,
      );
      return { asked: 1, findings: finding ? [finding] : [] };
    },
  }));
}

/** EXPLAIN first, which reads no data and costs nothing; what it lets through, the query itself still has to prove. */
async function answerTo(
  session: QueryPort,
  query: QueryExpectation,
  { workgroup, database }: RoleExpectations,
  catalog: CatalogSnapshot,
): Promise<Answer> {
  const { about } = query;
  const found = about && (await catalog.lookUp(about.database, about.table));
  const exists = found === undefined || found === 'hidden' ? undefined : found !== 'absent';
  const explained = judgeQuery(await session.run(`EXPLAIN ${query.sql}`, workgroup, database), query, exists);
  if (explained.state !== 'ALLOWED') return explained;
  return judgeQuery(await session.run(query.sql, workgroup, database), query, exists);
}
