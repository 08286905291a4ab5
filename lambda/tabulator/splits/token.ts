import { ConnectorError } from '../connector-error';

/** Up to where the last page came. */
export interface Position {
  readonly packageName: string;
  /** Undefined once the package is done. */
  readonly rest?: { readonly topHash: string; readonly from: number };
}

export const writeToken = ({ packageName, rest }: Position): string =>
  Buffer.from(JSON.stringify(rest ? [packageName, rest.topHash, rest.from] : [packageName])).toString('base64url');

export function readToken(token: string): Position {
  const json: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
  const [packageName, topHash, from] = Array.isArray(json) ? json : [];
  if (typeof packageName !== 'string') {
    throw new ConnectorError(`a continuation token must come from this connector, found ${JSON.stringify(token)}`);
  }
  return { packageName, rest: topHash === undefined ? undefined : { topHash, from } };
}
