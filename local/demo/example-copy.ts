import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../lib/model/package-root';

/** Copies an example to a folder, every text in it rewritten; the path of its configuration. */
export function exampleCopy(example: string, folder: string, rewrite: (text: string, file: string) => string): string {
  rmSync(folder, { recursive: true, force: true });
  cpSync(path.join(packageRoot(), 'examples', example), folder, { recursive: true });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    writeFileSync(file, rewrite(readFileSync(file, 'utf8'), path.relative(folder, file)));
  }
  return path.join(folder, 'quilt-athena.yaml');
}
