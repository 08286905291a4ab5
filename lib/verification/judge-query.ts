import { diagnose } from '../diagnosis/diagnose';
import type { Diagnosis } from '../diagnosis/diagnosis';
import { ALLOWED, type Answer, denied, inconclusive } from './answer';
import type { QueryExpectation } from './verification-plan';

/** How a query ended. */
export type QueryEnd =
  | { readonly state: 'SUCCEEDED' }
  /** It failed while it ran, or was not even accepted; the message is Athena's. */
  | { readonly state: 'FAILED'; readonly message: string }
  | { readonly state: 'CANCELLED'; readonly message: string }
  | { readonly state: 'TIMEOUT' };

/** Causes that pass: nothing was decided (Athena User Guide: error-reference). */
const PASSING = new Set(['E34', 'E35', 'E36']);
/** Denials on the way to any query at all: they say nothing about what was to be read. */
const ON_THE_WAY = new Set(['E01', 'E16', 'E17', 'E22', 'E23', 'E27']);
/** Where what a query reads is denied. */
const ABOUT_DATA = new Set<Diagnosis['layer']>(['glue', 's3', 'kms', 'lf', 'iam']);

/**
 * What the end of a query says about access.
 *
 * @param exists whether the catalog has what the query reads, as far as somebody who sees it has looked
 */
export function judgeQuery(end: QueryEnd, query: QueryExpectation, exists?: boolean): Answer {
  if (end.state === 'SUCCEEDED') return ALLOWED;
  if (end.state === 'TIMEOUT') return inconclusive('the query did not end in time');
  if (end.state === 'CANCELLED') return inconclusive(`the query was cancelled: ${end.message}`);
  const found = diagnose(end.message);
  if (PASSING.has(found.id)) return inconclusive(`AWS was busy (${found.id}): ${end.message}`);
  const cause = `${found.id === 'none' ? '' : `${found.id}: `}${shortened(end.message)}`;
  // Nobody knows what such a message is about: that its table exists makes it no denial.
  if (found.id === 'none') return inconclusive(cause);
  return query.expected === 'allowed'
    ? positive(found, cause, exists)
    : negative(found, cause, end.message, query, exists);
}

function positive(found: Diagnosis, cause: string, exists: boolean | undefined): Answer {
  if (found.permission === null) return hiddenOrAbsent(cause, exists);
  return denied(cause, found.fix.text);
}

/** A denial counts if it is about what was to be read, not about anything before. */
function negative(
  found: Diagnosis,
  cause: string,
  message: string,
  { about }: QueryExpectation,
  exists: boolean | undefined,
): Answer {
  if (found.permission === null) return hiddenOrAbsent(cause, exists);
  if (found.permission === false) return inconclusive(`the query failed, but nothing denied it: ${cause}`);
  const named = about ? [about.database, about.table, about.bucket].filter((name) => name !== undefined) : [];
  const text = `${found.resource ?? ''} ${message}`.toLowerCase();
  const counts =
    !ON_THE_WAY.has(found.id) &&
    ABOUT_DATA.has(found.layer) &&
    (named.length === 0 || named.some((name) => text.includes(name.toLowerCase())) || isOfEveryTable(found));
  return counts ? denied(cause) : inconclusive(`something else than what was to be read was denied: ${cause}`);
}

/** Whoever may look at no table at all is told of the catalog, which stands above every table. */
function isOfEveryTable({ action, resource }: Diagnosis): boolean {
  return /^glue:(Get|BatchGet)(Table|Partition)/.test(action ?? '') && /:catalog$/.test(resource ?? '');
}

/** Athena words both alike (Athena User Guide: lf-athena-limitations); the catalog tells which. */
function hiddenOrAbsent(cause: string, exists: boolean | undefined): Answer {
  return exists ? denied(`it is hidden from the role: ${cause}`) : inconclusive(`it is absent, or hidden: ${cause}`);
}

const shortened = (text: string) => (text.length > 400 ? `${text.slice(0, 399)}…` : text);
