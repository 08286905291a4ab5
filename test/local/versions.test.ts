import { parseJavaVersion } from '../../local/java';
import { isUsable, parsePythonVersion } from '../../local/python-version';

test.each([
  ['Python 3.11.7', { major: 3, minor: 11 }, true],
  ['Python 3.14.0rc2', { major: 3, minor: 14 }, true],
  ['Python 3.10.13', { major: 3, minor: 10 }, false],
  ['Python 3.15.0', { major: 3, minor: 15 }, false],
  ['Python 2.7.18', { major: 2, minor: 7 }, false],
  ['Python 4.0.0', { major: 4, minor: 0 }, false],
])('%s', (text, version, usable) => {
  expect(parsePythonVersion(text)).toEqual(version);
  expect(isUsable(version)).toBe(usable);
});

test('what is no Python has no version', () => {
  expect(parsePythonVersion('command not found')).toBeUndefined();
});

test.each([
  ['openjdk version "25.0.2" 2026-01-20 LTS', 25],
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_402"', 1],
  ['no such file', undefined],
])('%s', (text, major) => {
  expect(parseJavaVersion(text)).toBe(major);
});
