import * as path from 'node:path';
import { childEnvironment } from '../environment';
import { localAsset } from '../local-asset';
import type { LocalAws } from '../local-aws';
import { type CommandEnd, streamedCommand } from './streamed-command';

/** What a script needs of a local AWS. */
export type ScriptTarget = Pick<LocalAws, 'environment' | 'pythonPath'>;

/**
 * Runs a script with the real clients (boto3, quilt3, PyAthena) against a local AWS: one beside this file, or any other
 * by its absolute path, which can import the modules beside this file as well.
 */
export function pythonScript(
  aws: ScriptTarget,
  script: string,
  args: readonly string[],
  print: (text: string) => void,
): Promise<CommandEnd> {
  const folder = localAsset('demo');
  const python = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' };
  const env = { ...childEnvironment(aws.environment), ...python };
  return streamedCommand(aws.pythonPath, [path.resolve(folder, script), ...args], { env, print });
}
