/** The one account and region everything runs in. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** Variables that make AWS SDKs, the CDK, quilt3 and PyAthena talk to the local AWS as its administrator. */
export function localEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    CDK_DISABLE_VERSION_CHECK: '1',
    QUILT_DISABLE_USAGE_METRICS: 'true',
    QUILT_DISABLE_CACHE: 'true',
  };
}

/**
 * The environment for a child process: `base` without any AWS setting of the user's own, so that neither a profile nor
 * a real credential is ever used by accident, plus the variables of the local AWS.
 */
export function childEnvironment(
  environment: Readonly<Record<string, string>>,
  base: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !name.startsWith('AWS_'));
  return { ...Object.fromEntries(kept), ...environment };
}
