/** Signs, by service, that the client itself made the call. */
const SIGNS: Readonly<Record<string, RegExp>> = {
  // SDK for Java 1 and 2, Go; what Athena calls on a client's behalf says AmazonDataCatalog instead.
  glue: /\(Service: (?:AWSGlue|Glue)\s*[;,]|\bServi[cs]e: (?:AWSGlue|Glue)\b|services\.glue\.model\.|operation error Glue:/,
  s3: /operation error S3:/,
};

/** boto3 and the AWS CLI name the operation, which for Glue and S3 is called like the action. */
const OPERATION = /An error occurred \(\w+\) when calling the (\w+) operation/g;

/** What Athena says of a call it made itself. */
const VIA_ATHENA = /Service: (?:AmazonDataCatalog|Amazon ?Athena|Athena)\b|HIVE_|StateChangeReason/;

/**
 * Whether the client called the service itself, rather than Athena with the client's credentials.
 *
 * The condition `aws:CalledVia` holds for the latter only (IAM User Guide: access_forward_access_sessions).
 */
export function isDirectCall(action: string, text: string): boolean {
  const [service, name] = action.split(':');
  if (/Service: AmazonDataCatalog\b/.test(text)) return false;
  if (SIGNS[service.toLowerCase()]?.test(text)) return true;
  if (VIA_ATHENA.test(text)) return false;
  return [...text.matchAll(OPERATION)].some(([, operation]) => operation === name || isS3Operation(service, operation));
}

function isS3Operation(service: string, operation: string): boolean {
  return (
    service === 's3' &&
    /^(?:Get|Put|Head|List|Copy|Delete|Upload|Create|Complete)\w*(?:Object|Bucket|Part|Upload)/.test(operation)
  );
}
