import { type Callers, folderOf, OPEN_QUERY_FOLDER } from '../../../lib/tabulator/definition/callers';
import { ConnectorError } from '../connector-error';
import type { FederationRequest } from '../protocol/request';

const SESSION = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\/.+$/;
/** The name is the last part: sessions' ARNs leave the path out. */
const ROLE = /^arn:[^:]+:iam::(\d+):role\/(?:.+\/)?([^/]+)$/;

/** Who asks, as the request says; nothing where it is no role, as for the account's root. */
function roleOf(arn: string): { readonly account: string; readonly name: string } | undefined {
  const found = SESSION.exec(arn) ?? ROLE.exec(arn);
  return found ? { account: found[1], name: found[2] } : undefined;
}

function arnOf({ identity }: FederationRequest): string {
  const arn = (identity as { readonly arn?: unknown } | undefined)?.arn;
  return typeof arn === 'string' ? arn : '';
}

/**
 * The caller's folder below the spill prefix. Callers that are none of the roles are refused if they are to be checked:
 * the second gate, behind the right to invoke the function.
 */
export function callerFolder(request: FederationRequest, callers: Callers, isChecked: boolean): string {
  const arn = arnOf(request);
  const role = roleOf(arn);
  const folder = role && folderOf(callers, role);
  if (folder !== undefined) return folder;
  if (!isChecked) return OPEN_QUERY_FOLDER;
  const who = role ? `role ${role.name} of account ${role.account}` : arn || 'a caller without an ARN';
  throw new ConnectorError(
    `${who} may not use this connector; let the role use Tabulator in the lake's configuration, or switch callerCheck off`,
  );
}
