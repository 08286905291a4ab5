import type { Finding } from './finding';
import { lineOf } from './finding-words';
import type { VerificationReport } from './verification-report';

/** CloudFormation takes 4 KB of response, and its console shows about a thousand characters of a reason. */
const LONGEST = 1_500;
const SHOWN = 3;

/** The short form: counts, the first findings of those that count, and where the rest is. */
export function summaryOf(report: VerificationReport, record: string): string {
  const counting = report.findings.filter(({ note }) => !note);
  const failing = counting.filter(({ verdict }) => verdict === 'fails');
  const shown = (failing.length > 0 ? failing : counting).slice(0, SHOWN);
  const lines = [headline(report, failing, counting), ...shown.map(shortLine)];
  const left = counting.length + report.more - shown.length;
  if (left > 0) lines.push(`and ${left} more`);
  const end = `all of it: ${record}`;
  const text = lines.join('\n');
  return `${cut(text, LONGEST - end.length - 1)}\n${end}`;
}

function headline({ outcome, asked }: VerificationReport, failing: readonly Finding[], counting: readonly Finding[]) {
  const unknown = counting.length - failing.length;
  if (outcome === 'verified') return `access is as declared: ${asked} questions asked`;
  const parts = [
    ...(failing.length > 0 ? [`${failing.length} of ${asked} questions were answered otherwise than declared`] : []),
    ...(unknown > 0 ? [`${unknown} of ${asked} could not be answered`] : []),
  ];
  return `access is ${outcome === 'failed' ? 'not as declared' : 'not fully verified'}: ${parts.join(', ')}`;
}

/** What was found and what to do fit side by side, however much AWS had to say. */
function shortLine(finding: Finding): string {
  const { subject, found, fix } = finding;
  return lineOf({
    ...finding,
    subject: cut(subject, 110),
    found: cut(found.replace(/\s+/g, ' '), 120),
    ...(fix === undefined ? {} : { fix: cut(fix, 150) }),
  });
}

const cut = (text: string, longest: number) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
