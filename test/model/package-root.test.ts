import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../lib/model/package-root';

test('the root of the package is where its schema lies', () => {
  expect(packageRoot()).toBe(path.resolve(__dirname, '../..'));
  expect(existsSync(path.join(packageRoot(), 'schema/quilt-athena.schema.json'))).toBe(true);
});
