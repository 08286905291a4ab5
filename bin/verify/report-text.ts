import { lineOf } from '../../lib/verification/finding-words';
import type { VerificationReport } from '../../lib/verification/verification-report';

const HEADLINES: Readonly<Record<VerificationReport['outcome'], string>> = {
  verified: 'Access is as declared.',
  failed: 'Access is not as declared.',
  inconclusive: 'Nothing is known to be wrong, but not everything could be found out.',
};

/** A report as people read it in a terminal: what is wrong first. */
export function describeReport(report: VerificationReport): string {
  const { findings, more } = report;
  const part = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', title, ...lines.map((line) => `  ${line}`)] : [];
  const lines = (pick: (finding: (typeof findings)[number]) => boolean) => findings.filter(pick).map(lineOf);
  return [
    `${HEADLINES[report.outcome]} ${report.asked} questions, ${report.asDeclared} answered as declared.`,
    ...part(
      'Not as declared',
      lines(({ verdict, note }) => verdict === 'fails' && !note),
    ),
    ...part(
      'Not known',
      lines(({ verdict, note }) => verdict === 'unknown' && !note),
    ),
    ...part(
      'Noted: more than this stack gives',
      lines(({ note }) => note === true),
    ),
    ...(more > 0 ? ['', `and ${more} more`] : []),
    ...part('Covered', report.coverage),
  ].join('\n');
}
