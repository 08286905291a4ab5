import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../lib/model/package-root';

const SCHEMA = 'schema/quilt-athena.schema.json';

/** The schema's path as editors resolve it: from the folder of the file that names it. */
export function schemaReference(outputFile: string): string {
  const root = packageRoot();
  const project = root.split(`${path.sep}node_modules${path.sep}`)[0];
  const folder = path.dirname(path.resolve(outputFile));
  const real = existsSync(folder) ? realpathSync(folder) : folder;
  const outside = path.relative(project, real).split(path.sep)[0] === '..';
  // Run from npx's cache or a link, the package is not where the project's own copy will be.
  if (outside) return `node_modules/cdk-quilt-athena/${SCHEMA}`;
  return path.relative(real, path.join(root, SCHEMA)).split(path.sep).join('/');
}
