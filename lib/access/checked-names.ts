import { Token } from 'aws-cdk-lib';
import { CLIENT_PRESETS } from '../authorization/client-presets';
import { bucketNameProblem } from '../model/bucket-name';
import { unknownValue } from '../model/unknown-value';
import { QuiltAthenaValidationError } from '../model/validation-error';

/** Fails where a client is none the library knows the calls of. */
export function checkClients(clients: readonly string[], place: string): void {
  const known = CLIENT_PRESETS.map((preset) => preset.name);
  const unknown = clients.find((client) => !known.includes(client));
  if (unknown !== undefined) throw new QuiltAthenaValidationError(unknownValue('client', unknown, known), place);
}

/** Fails where a name is none of a bucket: with a `*` in it, a policy would be about many. */
export function checkBucketName(name: string, place: string): void {
  const problem = Token.isUnresolved(name) ? undefined : bucketNameProblem(name);
  if (problem) throw new QuiltAthenaValidationError(problem, place);
}
