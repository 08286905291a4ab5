import { type Finding, identityOf } from './finding';
import { eventOf, lineOf } from './finding-words';
import type { Facts, VerificationReport } from './verification-report';

/** What is otherwise than it was in the last run, one line each; nothing where nothing changed. */
export function differencesBetween(before: VerificationReport, after: VerificationReport): string[] {
  return [
    ...newFindings(before, after).map((finding) => `${eventOf(finding)}: ${lineOf(finding)}`),
    ...changedFacts(before.facts, after.facts),
    ...newFindings(after, before)
      // What was only unknown, and is now as declared, is nobody's news.
      .filter(({ verdict }) => verdict === 'fails')
      // Of a list that was cut nothing can be said.
      .filter(() => after.more === 0)
      .map((finding) => `as declared again: ${finding.role ? `role ${finding.role}: ` : ''}${finding.subject}`),
  ];
}

/** Those of the second that the first has not, or has with another verdict. */
function newFindings(first: VerificationReport, second: VerificationReport): Finding[] {
  const known = new Map(first.findings.map((finding) => [identityOf(finding), finding.verdict]));
  return second.findings.filter((finding) => known.get(identityOf(finding)) !== finding.verdict);
}

function changedFacts(before: Facts, after: Facts): string[] {
  const changed = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) =>
    Object.keys(b).filter((key) => key in a && a[key] !== b[key]);
  return [
    ...changed(before.created, after.created).map(
      (key) => `table replaced: ${key} was created anew at ${after.created[key]}, with what was granted on it gone`,
    ),
    ...changed(before.trust, after.trust).map(
      (role) => `role trust changed: role ${role} may be assumed by others than before`,
    ),
  ];
}
