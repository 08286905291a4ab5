import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';

/** The text of a file that the command line names. */
export function textOfFile(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) {
    throw new QuiltAthenaValidationError(`no such file, looked for ${path.resolve(file)}: check the name`, file);
  }
  if (stats.isDirectory()) {
    throw new QuiltAthenaValidationError('must be a file, found a folder: name the files in it', file);
  }
  const bytes = readFileSync(file);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new QuiltAthenaValidationError('the file must be UTF-8, found other bytes: save it as UTF-8', file);
}
