/** What the trust policy of an imported role needs for the verifier to query as the role; nobody else is let in by it. */
export function trustStatement(verifierArn: string): Readonly<Record<string, unknown>> {
  return {
    Sid: 'LetQuiltAthenaVerify',
    Effect: 'Allow',
    Principal: { AWS: verifierArn },
    Action: 'sts:AssumeRole',
  };
}
