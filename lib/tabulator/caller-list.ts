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

/** Where the function finds each of its callers. */
export interface CallerLists {
  /** Folder by name, of roles whose names are known: in the configuration, which may be of any size. */
  readonly known: Readonly<Record<string, string>>;
  /** The value of `TABULATOR_CALLERS`, see `definition/callers.ts`: the account, and names that CloudFormation is to choose. */
  readonly environment: string;
}

/** Divides callers by whether their names are known. */
export function callerLists(scope: Construct, callers: readonly ConnectorCaller[]): CallerLists {
  const isNew = ({ roleName }: ConnectorCaller) => Token.isUnresolved(roleName);
  const known = callers.filter((caller) => !isNew(caller));
  return {
    known: Object.fromEntries(known.map(({ roleName, folder }) => [roleName, folder])),
    environment: environmentOf(scope, callers.filter(isNew)),
  };
}

function environmentOf(scope: Construct, callers: readonly ConnectorCaller[]): string {
  const lengths = callers.map(({ folder }) => ROLE_NAME_LIMIT + JSON.stringify(folder).length + 4);
  const fitting = lengths.filter((_, i) => lengths.slice(0, i + 1).reduce((sum, each) => sum + each, 40) <= MOST_BYTES);
  if (fitting.length < callers.length) {
    throw new QuiltAthenaValidationError(
      `of roles that this stack makes, about ${fitting.length} may use Tabulator, because its function is told their names in its environment, which Lambda limits to 4 kB, found ${callers.length}; make the others beforehand and declare them by arn, of which there is no limit, or divide roles and tables among several lakes`,
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
