import { AthenaClient } from '@aws-sdk/client-athena';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { SessionsPort } from '../ports';
import { queryPort } from './queries';

/** The shortest that STS gives, and as long as a verification lasts (STS API Reference: AssumeRole). */
const SESSION_SECONDS = 900;

export function sessionsPort(client: STSClient, region?: string): SessionsPort {
  return {
    async assume(roleArn) {
      const { Credentials } = await client.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: 'quilt-athena-verification',
          DurationSeconds: SESSION_SECONDS,
        }),
      );
      return queryPort(
        new AthenaClient({
          region,
          maxAttempts: 4,
          credentials: {
            accessKeyId: Credentials?.AccessKeyId ?? '',
            secretAccessKey: Credentials?.SecretAccessKey ?? '',
            sessionToken: Credentials?.SessionToken,
          },
        }),
      );
    },
  };
}
