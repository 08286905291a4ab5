import path from 'node:path';
import { exampleCopy } from '../../../local/demo/example-copy';
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
  return exampleCopy('governed-lake', path.join(folder, name), (text, edited) => {
    let changed = text;
    for (const { file = 'quilt-athena.yaml', from, to } of [REMOVABLE, ...edits]) {
      if (file !== edited) continue;
      expect(text.includes(from), `${file} of the example has no ${JSON.stringify(from)}`);
      changed = changed.replace(from, to);
    }
    return changed;
  });
}
