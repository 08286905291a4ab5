import { Token } from 'aws-cdk-lib';
import { QuiltAthenaValidationError } from '../model/validation-error';

const LIMIT = 255;

/**
 * Refuses what cannot name a database, table, view or column so that Athena finds it: 1–255 bytes, lower case
 * (docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html).
 */
export function checkGlueName(what: string, name: string, place: string): void {
  if (Token.isUnresolved(name)) {
    const fix = 'write it out, because SQL, grants and policies spell it';
    throw new QuiltAthenaValidationError(`${what} must be known at synth, found a token: ${fix}`, place);
  }
  const bytes = Buffer.byteLength(name);
  if (bytes < 1 || bytes > LIMIT) {
    throw new QuiltAthenaValidationError(`${what} has 1 to ${LIMIT} bytes, found ${bytes}: choose another`, place);
  }
  const lower = name.toLowerCase();
  if (name !== lower) {
    const found = `found ${JSON.stringify(name)}: use ${JSON.stringify(lower)}`;
    throw new QuiltAthenaValidationError(`${what} must be lower case, as Glue makes it so, ${found}`, place);
  }
}
