import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PACKAGE = 'cdk-quilt-athena';

/** Root folder of this package, from its sources as from `dist`: what is not compiled (`schema/`, `local/`) lies there. */
export function packageRoot(): string {
  let folder = __dirname;
  while (!isRoot(folder)) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error(`no package.json of ${PACKAGE} in ${__dirname} or above: reinstall the package`);
    folder = parent;
  }
  return folder;
}

function isRoot(folder: string): boolean {
  const manifest = path.join(folder, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === PACKAGE;
}
