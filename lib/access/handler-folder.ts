import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../model/package-root';
import { QuiltAthenaValidationError } from '../model/validation-error';

/**
 * Folder of a function's code, which was bundled when the package was built: nobody who uses the package has to.
 *
 * Unit tests run from the sources, which a build need not have preceded. The function's sources stand in there: nothing
 * is deployed from a template of such a test.
 */
export function handlerFolder(name: string, root = packageRoot(), own = __dirname): string {
  const built = path.join(root, 'dist/lambda', name);
  const sources = path.join(root, 'lambda', name);
  if (existsSync(path.join(built, 'index.js'))) return built;
  if (!own.startsWith(path.join(root, 'dist') + path.sep) && existsSync(path.join(sources, 'index.ts'))) return sources;
  throw new QuiltAthenaValidationError(
    `the code of the function ${name} must be in ${built}, found none; reinstall cdk-quilt-athena, or build it with npm run build`,
  );
}
