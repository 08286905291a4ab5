import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const PACKAGE_NAME = 'cdk-quilt-athena';

/**
 * The folder of this package: the nearest one above `start` whose package.json carries its name. The same code runs
 * compiled (`dist/local`) and from source, so a fixed number of `..` would be wrong in one of them.
 */
export function packageRoot(start: string = __dirname): string {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === PACKAGE_NAME) return folder;
    if (path.dirname(folder) === folder) {
      throw new Error(`no package.json of ${PACKAGE_NAME} above ${start}; reinstall the package`);
    }
  }
}

/** A file or folder of `local/` that is shipped as it is: Python modules, configuration templates, lock files. */
export function localAsset(...names: string[]): string {
  return path.join(packageRoot(), 'local', ...names);
}
