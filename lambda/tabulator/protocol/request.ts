import { ConnectorError } from '../connector-error';

/**
 * A request of any serde version from 1 to 6. They differ in the order of the keys, in how a schema is wrapped and in
 * whether sizes are text (awslabs/aws-athena-query-federation: athena-federation-sdk/src/main/java/…/lambda/serde).
 */
export type FederationRequest = Readonly<Record<string, unknown>>;

export interface TableName {
  readonly schemaName: string;
  readonly tableName: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const typeOf = (request: FederationRequest) => String(request['@type'] ?? 'PingRequest');

/** What a newer serde may have changed is not guessed. */
function unreadable(request: FederationRequest, key: string, expected: string): ConnectorError {
  const found = JSON.stringify(request[key]) ?? 'nothing';
  return new ConnectorError(
    `${typeOf(request)}: ${key} must be ${expected}, found ${found.slice(0, 200)}; ` +
      'this connector reads requests of serde versions 1 to 6',
  );
}

export function text(request: FederationRequest, key: string): string {
  const value = request[key];
  if (typeof value !== 'string') throw unreadable(request, key, 'a text');
  return value;
}

export function optionalText(request: FederationRequest, key: string): string | undefined {
  const value = request[key] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw unreadable(request, key, 'a text or null');
  return value;
}

export function tableName(request: FederationRequest): TableName {
  const value = request.tableName;
  if (!isObject(value) || typeof value.schemaName !== 'string' || typeof value.tableName !== 'string') {
    throw unreadable(request, 'tableName', '{"schemaName", "tableName"}');
  }
  return { schemaName: value.schemaName, tableName: value.tableName };
}

/** Base64 of a schema message: version 1 wraps it. */
export function schemaText(request: FederationRequest): string {
  const value = isObject(request.schema) ? request.schema.schema : request.schema;
  if (typeof value !== 'string') throw unreadable(request, 'schema', 'base64, or {"schema": base64}');
  return value;
}

export function size(request: FederationRequest, key: string): number {
  const value = request[key];
  const size = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof size !== 'number' || !(size >= 0)) throw unreadable(request, key, 'a number of bytes');
  return size;
}

export function object(request: FederationRequest, key: string): Readonly<Record<string, unknown>> {
  const value = request[key];
  if (!isObject(value)) throw unreadable(request, key, 'an object');
  return value;
}

/** Constraints by column; where there are none, nothing is left out. */
export function summary(request: FederationRequest): Readonly<Record<string, unknown>> {
  const constraints = request.constraints ?? {};
  if (!isObject(constraints)) throw unreadable(request, 'constraints', 'an object');
  return isObject(constraints.summary) ? constraints.summary : {};
}
