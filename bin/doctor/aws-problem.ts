import { QuiltAthenaValidationError } from '../../lib/model/validation-error';

/**
 * The errors people meet when AWS is asked, in words that say what to do; anything else with its name.
 *
 * @param instead what may be done without credentials, as the end of a sentence
 */
export function explainedAwsProblem(error: unknown, doing: string, instead = ''): unknown {
  if (!(error instanceof Error) || error instanceof QuiltAthenaValidationError) return error;
  const told = (message: string) => new QuiltAthenaValidationError(`cannot ${doing}: ${message}`);
  if (/was not found|does not exist/.test(error.message) && /InvalidRequest/.test(error.name)) {
    return told(
      'there is no such query in this account and region, where Athena keeps queries for 45 days; check the id and the region',
    );
  }
  // The second is what the SDK says of a variable that is set to nothing.
  if (/Region is missing|Region not accepted: region=""/.test(error.message))
    return told('no region is chosen; give --region, or set AWS_REGION');
  if (error.name === 'CredentialsProviderError' || /Could not load credentials/.test(error.message)) {
    return told(
      `no AWS credentials were found; sign in, for example with aws sso login, and set AWS_PROFILE${instead}`,
    );
  }
  if (/Expired|UnrecognizedClient|InvalidClientToken|InvalidSignature/.test(error.name)) {
    return told('the AWS credentials are not valid any more; sign in again');
  }
  if (/AccessDenied/.test(error.name)) return told(`${error.message}; use credentials that may read it`);
  return told(`${error.name}: ${error.message}`);
}
