import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../lib/model/package-root';

/**
 * How to deploy a configuration from a folder: where no `cdk.json` names an app there, the CDK is told which it is.
 *
 * @param file the configuration
 * @param folder where the command will be given
 */
export function deployCommand(file: string, folder = process.cwd()): string {
  const app = path.relative(folder, path.join(packageRoot(), 'dist/bin/app.js'));
  return `npx cdk deploy -c config=${file}${namesApp(path.join(folder, 'cdk.json')) ? '' : ` --app "node ${app}"`}`;
}

function namesApp(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    return typeof JSON.parse(readFileSync(file, 'utf8'))?.app === 'string';
  } catch (error) {
    // The CDK will say what is wrong with it.
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}
