/** An ARN taken apart. */
export interface AwsArn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN; nothing if the text is not a whole one. */
export function awsArn(text: string | null | undefined): AwsArn | undefined {
  const match = /^arn:([\w-]+):([\w-]+):([\w-]*):([^:]*):(.+)$/s.exec(text ?? '');
  if (!match || /\.\.\.$|…$/.test(match[5])) return undefined;
  const [, partition, service, region, account, resource] = match;
  return { partition, service, region, account, resource };
}

/** The role, by name and ARN, that a session or a role's ARN stands for. A session does not tell the role's path. */
export function roleOf(principal: string | null): { readonly name: string; readonly arn: string } | undefined {
  const arn = awsArn(principal);
  if (!arn) return undefined;
  const [kind, ...names] = arn.resource.split('/');
  const name = kind === 'assumed-role' ? names[0] : kind === 'role' ? names.at(-1) : undefined;
  if (!name) return undefined;
  const path = kind === 'role' ? names.join('/') : name;
  return { name, arn: `arn:${arn.partition}:iam::${arn.account}:role/${path}` };
}

/** The ARN to name a principal by in a grant or a trust policy: never that of a session. */
export function lastingArn(principal: string | null): string | null {
  return roleOf(principal)?.arn ?? (awsArn(principal) ? principal : null);
}
