import { patternCovers } from '../../authorization/missing-statements';
import type { Conditions, PolicyStatement } from '../../authorization/policy-statement';

/** A request to judge. */
export interface AskedRequest {
  readonly action: string;
  readonly resource: string;
  readonly viaAthena: boolean;
  readonly account: string | null;
  /** Of the key's region, for requests of KMS that come through S3. */
  readonly viaService?: string;
}

/** Whether statements allow a request, as far as it is known: a key the request does not tell is taken to fit. */
export function allows(statements: readonly PolicyStatement[], request: AskedRequest): boolean {
  return statements.some(
    (statement) =>
      statement.Action.some((pattern) => patternCovers(pattern.toLowerCase(), request.action.toLowerCase())) &&
      statement.Resource.some((pattern) => pattern === '*' || patternCovers(pattern, request.resource)) &&
      holds(statement.Condition ?? {}, request),
  );
}

function holds(condition: Conditions, { viaAthena, account, viaService }: AskedRequest): boolean {
  return Object.values(condition).every((keys) =>
    Object.entries(keys).every(([key, expected]) => {
      if (key === 'aws:CalledVia') return viaAthena;
      if (key === 'aws:ResourceAccount') return account === null || [expected].flat().includes(account);
      if (key === 'kms:ViaService') return viaService === undefined || [expected].flat().includes(viaService);
      return true;
    }),
  );
}
