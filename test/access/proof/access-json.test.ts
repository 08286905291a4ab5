import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { newLakeApp } from '../../../bin/lake-app';
import { LakeStack } from '../../../bin/lake-stack';
import { readLakeFile } from '../../../lib/model/config-file';
import type { LakeConfig } from '../../../lib/model/lake-config';
import { LAKE, ProvenStack } from './a-proven-lake';

const FILE = 'sales-prod.access.json';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'access-json-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const accessOf = (config: LakeConfig) => readFileSync(path.join(new ProvenStack(config).synth(), FILE), 'utf8');

test.each(['sales-prod', 'beside-quilt', 'governed-lake'])('access.json of the example %s', (name) => {
  const app: App = newLakeApp();
  const stack = new LakeStack(app, readLakeFile(`examples/${name}/quilt-athena.yaml`));
  const { directory } = app.synth();
  expect(readFileSync(path.join(directory, `${stack.artifactId}.access.json`), 'utf8')).toMatchSnapshot();
});

test('two syntheses write the same bytes, in whatever order things were declared', () => {
  const reversed = { ...LAKE, buckets: [...LAKE.buckets].reverse(), roles: [...LAKE.roles].reverse() };
  expect(accessOf(reversed)).toBe(accessOf(LAKE));
});

test('it is written where nothing is validated, too', () => {
  const app = new App();
  const stack = new LakeStack(app, readLakeFile('examples/sales-prod/quilt-athena.yaml'));
  const { directory } = app.synth({ skipValidation: true });
  const { roles } = JSON.parse(readFileSync(path.join(directory, `${stack.artifactId}.access.json`), 'utf8'));
  expect(Object.keys(roles)).not.toEqual([]);
});

describe('compared with the last deployment', () => {
  const synthesized = (previous: string, config: LakeConfig) =>
    new ProvenStack(config, { context: { 'cdk-quilt-athena/previousAccess': previous } });
  const written = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const [analyst, curator] = LAKE.roles;

  test('what was widened is a warning, a line each', () => {
    const stack = synthesized(written('last.json', accessOf(LAKE)), {
      ...LAKE,
      roles: [{ ...analyst, read: ['*'] }, curator],
    });
    expect(stack.failure()).toBe('');
    expect(stack.warnings).toContainEqual(
      expect.stringContaining('access widened: role analyst may now read sales_prod.sales-vault_* through Athena'),
    );
    expect(stack.warnings.filter((line) => line.includes('curator'))).toEqual([]);
  });

  test('the same access is none', () => {
    const stack = synthesized(written('same.json', accessOf(LAKE)), LAKE);
    expect(stack.failure()).toBe('');
    expect(stack.warnings).toEqual([]);
  });

  test.each([
    [
      'of a newer release',
      '{"version":9,"roles":{}}',
      /must have version 1 at most, found 9, of a newer release; update/,
    ],
    ['that is none', 'Resources: {}', /must be JSON, found .*; give the file that a synthesis wrote/],
    ['that is a template', '{"Resources":{}}', /must have version 1, found undefined/],
  ])('a file %s fails the synthesis', (name, text, message) => {
    const stack = synthesized(written(`${name}.json`, text), LAKE);
    expect(stack.failure()).toMatch(/context key cdk-quilt-athena\/previousAccess, \S+/);
    expect(stack.failure()).toMatch(message);
  });

  test('so does one that is not there', () => {
    expect(synthesized('/nowhere/access.json', LAKE).failure()).toMatch(/\/nowhere\/access.json: .*found ENOENT/);
  });
});
