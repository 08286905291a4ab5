import { ALLOWED, type Answer, denied } from './answer';

/** A workgroup as Athena has it now. */
export interface FoundWorkgroup {
  readonly enabled: boolean;
  /** Whether its settings win over those of a query. */
  readonly enforced: boolean;
  readonly outputLocation?: string;
}

/** Whether a role's workgroup runs queries, and puts results where the role, and nobody else, gets at them. */
export function judgeWorkgroup(results: string, found: FoundWorkgroup | undefined): Answer {
  if (!found) return denied('there is no such workgroup');
  if (!found.enabled) return denied('it is disabled', 'enable it: aws athena update-work-group --state ENABLED');
  const { outputLocation } = found;
  if (!outputLocation) return denied(`it has no output location, which must be ${results}`);
  if (withSlash(outputLocation) !== withSlash(results)) {
    return denied(`its results go to ${outputLocation} instead of ${results}`);
  }
  return found.enforced ? ALLOWED : denied('its settings are not enforced, so that queries choose where results go');
}

const withSlash = (location: string) => (location.endsWith('/') ? location : `${location}/`);
