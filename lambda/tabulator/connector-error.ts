/** What the caller is told: the rule, what was found, what to do. */
export class ConnectorError extends Error {
  override readonly name: string = 'ConnectorError';
}
