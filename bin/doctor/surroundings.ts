/** What the environment says about AWS. */
export interface Surroundings {
  readonly region?: string;
  /** Somebody chose credentials; those a computer happens to have are not looked for. */
  readonly credentialsGiven: boolean;
}

const CHOSEN = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** The SDK for JavaScript, unlike the AWS CLI and boto3, does not look at AWS_DEFAULT_REGION. */
export function surroundings(env: NodeJS.ProcessEnv = process.env): Surroundings {
  return {
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined,
    credentialsGiven: CHOSEN.some((name) => Boolean(env[name])),
  };
}
