import type { Lake } from '../model/lake';
import { keyPlaceholder } from './deployed-names';

/** Names for the lake's KMS keys, whose ARNs may be known to the deployment only. */
export function namedKeys({ results, buckets, externalTables }: Lake): ReadonlyMap<string, string> {
  const keys: [name: string, arn: string | undefined][] = [
    ['results', results.kmsKey],
    ...buckets.map(({ name, kmsKey }): [string, string | undefined] => [name, kmsKey]),
    ...externalTables.map(({ database, name, kmsKey }): [string, string | undefined] => [
      `${database}.${name}`,
      kmsKey,
    ]),
  ];
  const named = new Map<string, string>();
  for (const [name, arn] of keys) if (arn !== undefined && ![...named.values()].includes(arn)) named.set(name, arn);
  return named;
}

/** Puts a placeholder where a key is meant. */
export function withNamedKeys(lake: Lake): (resource: string) => string {
  const placeholders = new Map([...namedKeys(lake)].map(([name, arn]) => [arn, keyPlaceholder(name)]));
  return (resource) => placeholders.get(resource) ?? resource;
}
