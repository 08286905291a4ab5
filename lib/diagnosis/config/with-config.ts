import type { Lake } from '../../model/lake';
import type { Diagnosis } from '../diagnosis';
import { configLine } from './line';
import { type KnownEnvironment, libraryVerdict } from './verdict';

/** The diagnosis with the line to change in quilt-athena.yaml and, where that is given, what the library's policy says. */
export function withConfig(diagnosis: Diagnosis, lake?: Lake, env?: KnownEnvironment): Diagnosis {
  if (diagnosis.id === 'none') return diagnosis;
  const library = lake && libraryVerdict(diagnosis, lake, env);
  // Where the library allows it already, the file is right and the deployment is not.
  const config = library?.allowed ? null : configLine(diagnosis, lake);
  return { ...diagnosis, fix: { ...diagnosis.fix, config }, ...(library ? { library } : {}) };
}
