import { readFileSync } from 'node:fs';
import type { Construct } from 'constructs';
import { widened } from '../../prover/report/access-changes';
import type { AccessReport } from '../../prover/report/access-report';
import { AccessReportError, readAccessReport } from '../../prover/report/read-access-report';

/** Context key: path of the `access.json` of the last deployment, which a synthesis compares with. */
export const PREVIOUS_ACCESS_CONTEXT = 'cdk-quilt-athena/previousAccess';

/** Lines that are too many to be read are counted. */
const MOST_LINES = 50;

/** What roles may do that they could not at the last deployment, or why nobody can tell; nothing if nobody asks. */
export function widenedAccess(
  scope: Construct,
  next: AccessReport,
): { readonly lines: string[]; readonly problem?: string } {
  const file: unknown = scope.node.tryGetContext(PREVIOUS_ACCESS_CONTEXT);
  if (file === undefined) return { lines: [] };
  try {
    const lines = widened(readAccessReport(readFileSync(String(file), 'utf8')), next);
    const more = lines.length - MOST_LINES;
    return { lines: more > 0 ? [...lines.slice(0, MOST_LINES), `access widened: ${more} more lines`] : lines };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!(error instanceof AccessReportError) && code === undefined) throw error;
    const found = code ? `a file must be given that can be read, found ${code}` : (error as Error).message;
    return { lines: [], problem: `context key ${PREVIOUS_ACCESS_CONTEXT}, ${file}: ${found}` };
  }
}
