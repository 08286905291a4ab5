import { readFile } from 'node:fs/promises';
import { type ConnectorConfig, parseConnectorConfig } from '../../../lib/tabulator/definition/connector-config';
import { ConnectorError } from '../connector-error';
import type { ObjectStore } from '../object-store';

/** The configuration, from an object or from a file. */
export async function readConfig(store: ObjectStore, place: string): Promise<ConnectorConfig> {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(place) ?? [];
  if (!bucket) return parseConnectorConfig(await readFile(place, 'utf8'));
  const text = await store.text(bucket, key);
  if (text === undefined) throw new ConnectorError(`there is no ${place}, which TABULATOR_CONFIG names`);
  return parseConnectorConfig(text);
}
