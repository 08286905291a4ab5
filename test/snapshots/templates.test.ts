import type { LakeConfig } from '../../lib/model/lake-config';
import { writtenTemplates } from '../support/written-templates';
import { BESIDE_QUILT, LARGE, SMALL, TABULATOR } from './lakes';

/** Names of assets are hashes of their contents, which are in the snapshot themselves. */
const withoutHashes = (text: string) => text.replace(/[0-9a-f]{64}/g, '<hash of the asset>');

test.each<[string, LakeConfig]>([
  ['a small lake', SMALL],
  ["a lake beside Quilt's stack", BESIDE_QUILT],
  ['a large lake', LARGE],
  ['a lake with Tabulator', TABULATOR],
])('%s: templates', (_, config) => {
  for (const [file, text] of writtenTemplates(config)) {
    const template: unknown = JSON.parse(withoutHashes(text));
    expect(template).toMatchSnapshot(withoutHashes(file));
  }
});
