import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { cacheFolder, cacheKey, installOnce, isInstalled } from '../../local/cache';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'cache-test-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('the cache folder can be chosen, and is below the home folder otherwise', () => {
  expect(cacheFolder({ CDK_QUILT_ATHENA_CACHE: '/somewhere/else' })).toBe('/somewhere/else');
  expect(cacheFolder({ XDG_CACHE_HOME: '/caches' })).toBe('/caches/cdk-quilt-athena');
  expect(cacheFolder({})).toMatch(/\.cache\/cdk-quilt-athena$/);
});

test('a key stands for exactly its parts', () => {
  expect(cacheKey('a', 'b')).toBe(cacheKey('a', 'b'));
  expect(cacheKey('a', 'b')).not.toBe(cacheKey('ab', ''));
  expect(cacheKey('a', 'b')).not.toBe(cacheKey('a', 'c'));
  expect(cacheKey('a')).toMatch(/^[0-9a-f]{12}$/);
});

test('installs once', async () => {
  const folder = path.join(home, 'thing');
  const install = jest.fn(async (target: string) => writeFileSync(path.join(target, 'file'), ''));
  await installOnce(folder, install);
  await installOnce(folder, install);
  expect(install).toHaveBeenCalledTimes(1);
  expect(isInstalled(folder)).toBe(true);
});

test('an interrupted install is not taken for a whole one, and its rest is removed', async () => {
  const folder = path.join(home, 'thing');
  const interrupted = async (target: string) => {
    writeFileSync(path.join(target, 'half'), '');
    throw new Error('power cut');
  };
  await expect(installOnce(folder, interrupted)).rejects.toThrow('power cut');
  expect(isInstalled(folder)).toBe(false);
  await installOnce(folder, async (target) => writeFileSync(path.join(target, 'whole'), ''));
  expect((await readdir(folder)).filter((name) => !name.startsWith('.'))).toEqual(['whole']);
});

test('two at once install once', async () => {
  const folder = path.join(home, 'thing');
  const waited = jest.fn();
  const install = jest.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 100)));
  await Promise.all([installOnce(folder, install, waited), installOnce(folder, install, waited)]);
  expect(install).toHaveBeenCalledTimes(1);
  expect(waited).toHaveBeenCalledTimes(1);
});
