import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deployCommand } from '../../bin/init/deploy-command';
import { packageRoot } from '../../lib/model/package-root';

const folder = mkdtempSync(path.join(tmpdir(), 'deploy-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['without a cdk.json the app is named', undefined, true],
  ['with one that names none, too', '{ "context": {} }', true],
  ['with one that does it is left to it', '{ "app": "node app.js" }', false],
  ['and with one that is none to the CDK', '{ "app', false],
])('%s', (_, cdkJson, isNamed) => {
  if (cdkJson !== undefined) writeFileSync(path.join(folder, 'cdk.json'), cdkJson);
  const app = path.relative(folder, path.join(packageRoot(), 'dist/bin/app.js'));
  expect(deployCommand('lake.yaml', folder)).toBe(
    `npx cdk deploy -c config=lake.yaml${isNamed ? ` --app "node ${app}"` : ''}`,
  );
});
