import { Token } from 'aws-cdk-lib';

/** Where a declaration has a value that only a deployment knows: `['roles', 0, 'permissionsBoundary']`. */
export function unresolvedValue(value: unknown, path: (string | number)[] = []): (string | number)[] | undefined {
  if (Token.isUnresolved(value)) return path;
  if (typeof value !== 'object' || value === null) return undefined;
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, inner] of entries) {
    const found = unresolvedValue(inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
}
