import type { Finding } from './finding';

/** A finding as a line: who, what, what was found, what to do. */
export function lineOf({ role, subject, expected, verdict, found, fix }: Finding): string {
  const rule = expected === 'allowed' ? 'must be allowed' : 'must be denied';
  const state = verdict === 'fails' ? found : `not known: ${found}`;
  return [`${role ? `role ${role}: ` : ''}${subject} ${rule}, found: ${state}`, ...(fix ? [fix] : [])].join('; ');
}

/** What has happened, in the words a notification begins with. */
export function eventOf({ kind, expected, verdict, found }: Finding): string {
  if (verdict === 'unknown') return 'not known any more';
  switch (kind) {
    case 'call':
      return expected === 'allowed' ? 'permission lost' : 'permission added';
    case 'grant-lost':
      return 'grant lost';
    case 'grant-added':
      return 'grant added by hand';
    case 'lake-formation':
      return 'Lake Formation changed';
    case 'query':
      return expected === 'allowed' ? 'query fails' : 'query is not denied any more';
    case 'trust':
      return 'role trust changed';
    case 'workgroup':
      return 'workgroup changed';
    case 'view':
      return /is stale/.test(found) ? 'view stale' : 'view changed';
  }
}
