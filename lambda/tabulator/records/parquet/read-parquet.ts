import type { TabulatorDefinition } from '../../../../lib/tabulator/definition/table-definition';
import type { Part } from '../../splits/piece';
import { BadFile } from '../bad-file';
import type { FileContent } from '../file-content';
import type { FileTarget } from '../file-target';

export async function readParquet(_c: FileContent, _d: TabulatorDefinition, _t: FileTarget, _p?: Part): Promise<void> {
  throw new BadFile('not yet');
}
