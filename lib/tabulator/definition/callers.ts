import { OPEN_QUERY } from '../../model/names';
import { parsedJson } from './parsed-json';

/**
 * Roles that may use a connector, with the folder below the spill prefix that is each one's own.
 *
 * The function's environment variable `TABULATOR_CALLERS`, as JSON: names of new roles are not known when the rest of
 * its configuration is written. Those that are known stand there, as the environment has little room.
 */
export interface Callers {
  /** The account that the roles are of. */
  readonly account: string;
  /** Folder by name of the IAM role: `{"sales-prod-AnalystRole-1A2B": "analyst"}`. */
  readonly roles: Readonly<Record<string, string>>;
}

/** Nobody in particular: what a connector without the variable has. */
const NOBODY: Callers = { account: '', roles: {} };

/** The folder of those that are nobody in particular: queries through the open query's workgroup. */
export const OPEN_QUERY_FOLDER = OPEN_QUERY;

/** Reads the variable. */
export function parseCallers(text: string | undefined): Callers {
  if (!text) return NOBODY;
  const found = parsedJson(text, 'environment variable TABULATOR_CALLERS') as Partial<Callers> | null;
  const { account, roles } = found ?? {};
  if (typeof account === 'string' && typeof roles === 'object' && roles !== null) return { account, roles };
  throw new Error(
    'environment variable TABULATOR_CALLERS must be {"account": …, "roles": {…}} in JSON, found neither or one; deploy the stack again',
  );
}

/** All callers: those of the environment, and those that were known before it. */
export function allCallers({ account, roles }: Callers, known: Callers['roles'] = {}): Callers {
  return { account, roles: { ...known, ...roles } };
}

/** The caller's own folder; nothing if it is none of the roles. */
export function folderOf({ account, roles }: Callers, caller: { account: string; name: string }): string | undefined {
  return caller.account === account && Object.hasOwn(roles, caller.name) ? roles[caller.name] : undefined;
}
