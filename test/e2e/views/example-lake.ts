import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../lib/model/package-root';
import { expect } from '../stage';

/** A change to a file of the example: the text that is replaced, and by what. */
export interface Edit {
  /** @default quilt-athena.yaml */
  readonly file?: string;
  readonly from: string;
  readonly to: string;
}

/** Used workgroups are deleted with the stack, which takes this and a line of the configuration. */
export const REMOVING = ['-c', 'cdk-quilt-athena/removeDataOnDestroy=true'];
const REMOVABLE: Edit = {
  from: 'stackName: governed-lake',
  to: 'stackName: governed-lake\nworkgroups: { recursiveDelete: true }',
};

/** examples/governed-lake in a folder of its own, changed or as it is; the path of its configuration. */
export function exampleLake(folder: string, name: string, ...edits: readonly Edit[]): string {
  const own = path.join(folder, name);
  cpSync(path.join(packageRoot(), 'examples/governed-lake'), own, { recursive: true });
  for (const { file = 'quilt-athena.yaml', from, to } of [REMOVABLE, ...edits]) {
    const edited = path.join(own, file);
    const text = readFileSync(edited, 'utf8');
    expect(text.includes(from), `${file} of the example has no ${JSON.stringify(from)}`);
    writeFileSync(edited, text.replace(from, to));
  }
  return path.join(own, 'quilt-athena.yaml');
}
