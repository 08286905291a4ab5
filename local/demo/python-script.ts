import * as path from 'node:path';
import { childEnvironment } from '../environment';
import type { LocalAws } from '../local-aws';
import { localAsset } from '../package-root';
import { type CommandEnd, streamedCommand } from './streamed-command';

/** Runs one of the scripts beside this file with the real clients (boto3, quilt3, PyAthena) against a local AWS. */
export function pythonScript(
  aws: LocalAws,
  script: string,
  args: readonly string[],
  print: (text: string) => void,
): Promise<CommandEnd> {
  const file = localAsset(path.join('demo', script));
  const env = { ...childEnvironment(aws.environment), PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' };
  return streamedCommand(aws.pythonPath, [file, ...args], { env, print });
}
