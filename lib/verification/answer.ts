/**
 * What AWS said to one question. A denial tells why; what neither allows nor denies (throttling, a timeout, a name that
 * may be absent or hidden) is inconclusive, and never taken for either.
 */
export type Answer =
  | { readonly state: 'ALLOWED'; readonly cause?: string }
  | { readonly state: 'DENIED'; readonly cause: string; readonly fix?: string }
  | { readonly state: 'INCONCLUSIVE'; readonly cause: string; readonly fix?: string };

export const ALLOWED: Answer = { state: 'ALLOWED' };
export const denied = (cause: string, fix?: string): Answer => ({ state: 'DENIED', cause, ...withFix(fix) });
export const inconclusive = (cause: string, fix?: string): Answer => ({
  state: 'INCONCLUSIVE',
  cause,
  ...withFix(fix),
});

const withFix = (fix: string | undefined) => (fix === undefined ? {} : { fix });
