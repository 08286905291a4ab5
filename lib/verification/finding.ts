import type { Answer } from './answer';

/** What a finding is about; also how it is worded, see `finding-words`. */
export const FINDING_KINDS = [
  'call',
  'grant-lost',
  'grant-added',
  'lake-formation',
  'query',
  'trust',
  'view',
  'workgroup',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

/** `fails`: it is not as declared. `unknown`: nothing is known. */
export type Verdict = 'fails' | 'unknown';

/** Something that is not as declared, or could not be found out. */
export interface Finding {
  readonly kind: FindingKind;
  readonly verdict: Verdict;
  /** Short name of the role, where it is about one. */
  readonly role?: string;
  /** What was asked. With kind and role it tells one finding from all others. */
  readonly subject: string;
  readonly expected: 'allowed' | 'denied';
  /** What was found, as the end of a sentence. */
  readonly found: string;
  /** What to do. */
  readonly fix?: string;
  /** It never fails a verification: the role is not this stack's, and others may have given it more. */
  readonly note?: boolean;
}

/** What a question is about. */
export type Question = Pick<Finding, 'kind' | 'role' | 'subject' | 'expected' | 'note'>;

/** The finding, if an answer is one. */
export function findingOf(question: Question, answer: Answer, fix?: string): Finding | undefined {
  const { expected } = question;
  const advice = (answer.state === 'ALLOWED' ? undefined : answer.fix) ?? fix;
  const told = advice === undefined ? {} : { fix: advice };
  if (answer.state === 'INCONCLUSIVE') return { ...question, verdict: 'unknown', found: answer.cause, ...told };
  if ((answer.state === 'ALLOWED') === (expected === 'allowed')) return undefined;
  return { ...question, verdict: 'fails', found: answer.cause ?? 'it is allowed', ...told };
}

export const identityOf = ({ kind, role, subject }: Finding): string => JSON.stringify([kind, role ?? '', subject]);
