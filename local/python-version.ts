/** Oldest Python the locked packages install on, and the first one they have no wheels for. */
export const OLDEST: PythonVersion = { major: 3, minor: 11 };
export const TOO_NEW: PythonVersion = { major: 3, minor: 15 };

export interface PythonVersion {
  readonly major: number;
  readonly minor: number;
}

/** Reads `Python 3.11.7`, `Python 3.14.0rc2` and the like; undefined for anything else. */
export function parsePythonVersion(text: string): PythonVersion | undefined {
  const found = /\bPython (\d+)\.(\d+)/.exec(text);
  return found ? { major: Number(found[1]), minor: Number(found[2]) } : undefined;
}

function before(a: PythonVersion, b: PythonVersion): boolean {
  return a.major < b.major || (a.major === b.major && a.minor < b.minor);
}

/** Whether the locked packages can be installed on this Python. */
export function isUsable(version: PythonVersion): boolean {
  return !before(version, OLDEST) && before(version, TOO_NEW);
}

export function versionText(version: PythonVersion): string {
  return `${version.major}.${version.minor}`;
}
