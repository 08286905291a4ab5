/** An error as Lake Formation gives it, for a whole call or for one entry of it. */
export interface Answer {
  readonly code: string;
  readonly message: string;
}

export type ChangeKind = 'grant' | 'revoke';

/**
 * What an answer means: `again` and `soon` may be otherwise next time, `soon` only while roles, policies and grants that
 * were just made spread. On revoke, `absent` says that there is nothing to revoke, and `unclear` that there is no such
 * object, or that the caller may not change it. Everything else is refused.
 */
export type Meaning = 'again' | 'soon' | 'absent' | 'unclear' | 'refused';

const AGAIN =
  /^(ConcurrentModification|OperationTimeout|Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|Internal|ServiceUnavailable|Timeout|RequestTimeout|NetworkingError|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN)/;
const DENIED = /^(AccessDenied|UnrecognizedClient|InvalidClientToken|NotAuthorized)/;
/** The same words for what does not exist and for what the caller may not change (Lake Formation: document history). */
const NOT_FOUND = /^EntityNotFound|does not exist or requester is not authorized/;
const NO_PRINCIPAL = /invalid principal/i;
const NOTHING_TO_REVOKE = /No permissions revoked|Permissions modification is invalid/i;

export function meaningOf(kind: ChangeKind, { code, message }: Answer): Meaning {
  if (AGAIN.test(code)) return 'again';
  if (DENIED.test(code)) return 'soon';
  if (kind === 'revoke' && (NO_PRINCIPAL.test(message) || NOTHING_TO_REVOKE.test(message))) return 'absent';
  if (NOT_FOUND.test(code) || NOT_FOUND.test(message)) return kind === 'revoke' ? 'unclear' : 'soon';
  return NO_PRINCIPAL.test(message) ? 'soon' : 'refused';
}

/** What AWS or the network answered; nothing for an error of our own. */
export function answerOf(error: unknown): Answer | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  if ('$metadata' in error) return { code: error.name, message: error.message };
  if (error.name === 'TimeoutError') return { code: 'TimeoutError', message: error.message };
  return code ? { code, message: error.message } : undefined;
}
