import type { Classification } from '../classify';

/** What a remedy is made of. */
export interface RemedyContext {
  readonly found: Classification;
  readonly principal: string | null;
  readonly action: string | null;
  readonly resource: string | null;
  /** Athena makes the call with the caller's credentials, so the right can be bound to that. */
  readonly viaAthena: boolean;
  /** For ARNs that the message does not print. */
  readonly partition: string;
  readonly region: string | null;
  readonly account: string | null;
}
