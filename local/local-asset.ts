import * as path from 'node:path';
import { packageRoot } from '../lib/model/package-root';

/** A file or folder of `local/` that is shipped as it is: Python modules, configuration templates, lock files. */
export function localAsset(...names: string[]): string {
  return path.join(packageRoot(), 'local', ...names);
}
