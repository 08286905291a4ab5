/** Objects that make up packages, written with `put`. */
export function putPackage(
  put: (key: string, text: string) => void,
  name: string,
  files: readonly { readonly key: string; readonly place: string; readonly size: number }[],
  hash: string,
): void {
  const lines: unknown[] = [{ version: 'v0' }];
  for (const { key, place, size } of files) {
    lines.push({ logical_key: key, physical_keys: [place], size, hash: { type: 'SHA256', value: hash }, meta: {} });
  }
  put(`.quilt/packages/${hash}`, lines.map((line) => JSON.stringify(line)).join('\n'));
  put(`.quilt/named_packages/${name}/latest`, hash);
}

export const hashOf = (number: number) => number.toString(16).padStart(64, '0');
