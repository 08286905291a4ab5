import { roleNameOf } from '../lake';
import { nearMiss } from '../near-miss';
import { unknownValue } from '../unknown-value';
import { type DeclaredLake, quote } from './rule';

const SESSION = /^arn:[a-z0-9-]+:sts::\d{12}:assumed-role\/([^/]+)\/.+$/;
const ROLE_ARN = /^arn:[a-z0-9-]+:iam::\d{12}:role\/(?:.+\/)?([^/]+)$/;

/** What is wrong with a value that is to be the short name of a declared role, if anything. */
export function roleReferenceProblem(found: string, { config }: DeclaredLake): string | undefined {
  const declared = config.roles.map(roleNameOf);
  if (declared.includes(found)) return undefined;
  const rule = 'a role must be given by the short name it is declared with';
  const session = SESSION.exec(found);
  // A session is what `aws sts get-caller-identity` shows, so people paste it; nothing can be granted to one.
  if (session) return `${rule}, found the session ${quote(found)}; write ${shortName(session[1], declared)}`;
  const arn = ROLE_ARN.exec(found);
  const known = config.roles.find((role) => role.arn === found);
  if (known) return `${rule}, found ${quote(found)}; write ${quote(roleNameOf(known))}`;
  if (arn) return `${rule}, found ${quote(found)}; write ${shortName(arn[1], declared)}`;
  return unknownValue('role', found, declared, { knownAs: 'declared' });
}

function shortName(role: string, declared: readonly string[]): string {
  const meant = declared.includes(role) ? role : nearMiss(role, declared);
  return meant === undefined ? `the name of a role under roles, and declare ${quote(role)} there first` : quote(meant);
}
