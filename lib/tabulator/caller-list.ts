import { Fn, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { QuiltAthenaValidationError } from '../model/validation-error';

/** Lambda's limit for all variables together is 4,096 bytes; the others take some 500. */
const MOST_BYTES = 3500;
/** IAM's limit; what a name that is not known yet is counted as. */
const ROLE_NAME_LIMIT = 64;

/** A role that may use a connector. */
export interface ConnectorCaller {
  /** Name of the IAM role, which may be a token. */
  readonly roleName: string;
  /** Its own folder of spilled rows, without a slash. */
  readonly folder: string;
}

/** The value of `TABULATOR_CALLERS`, see `definition/callers.ts`; not a list in a file, as names of roles can be tokens. */
export function callerList(scope: Construct, callers: readonly ConnectorCaller[]): string {
  const length = callers.reduce((sum, { roleName, folder }) => sum + lengthOf(roleName) + folder.length + 6, 40);
  if (length > MOST_BYTES) {
    throw new QuiltAthenaValidationError(
      `the roles that may use Tabulator are listed in its function's environment, which has room for ${MOST_BYTES} bytes of them, found ${callers.length} roles of about ${length}; divide them among several lakes`,
      scope.node.path,
    );
  }
  // Names of roles have no character that JSON would write otherwise (IAM: reference_iam-quotas).
  const entries = callers.flatMap(({ roleName, folder }, i) => [
    `${i === 0 ? '' : ','}"`,
    roleName,
    `":${JSON.stringify(folder)}`,
  ]);
  return Fn.join('', ['{"account":"', Stack.of(scope).account, '","roles":{', ...entries, '}}']);
}

function lengthOf(roleName: string): number {
  return Token.isUnresolved(roleName) ? ROLE_NAME_LIMIT : roleName.length;
}
