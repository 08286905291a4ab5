import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { handlerFolder } from '../../lib/access/handler-folder';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'handlers-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function file(...parts: string[]): string {
  const name = path.join(root, ...parts);
  mkdirSync(path.dirname(name), { recursive: true });
  writeFileSync(name, '');
  return path.dirname(name);
}

test('is what was built, also where the sources lie beside it', () => {
  file('lambda/grants/index.ts');
  const built = file('dist/lambda/grants/index.js');
  expect(handlerFolder('grants', root, path.join(root, 'dist/lib/access'))).toBe(built);
});

test('is the sources as long as nothing was built, for tests that run from sources', () => {
  const sources = file('lambda/grants/index.ts');
  expect(handlerFolder('grants', root, path.join(root, 'lib/access'))).toBe(sources);
});

test('is never the sources for a package that was built', () => {
  file('lambda/grants/index.ts');
  expect(() => handlerFolder('grants', root, path.join(root, 'dist/lib/access'))).toThrow(
    /the code of the function grants must be in .*dist\/lambda\/grants, found none; reinstall cdk-quilt-athena/,
  );
});
