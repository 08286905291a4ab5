import { QuiltAthenaValidationError } from '../../lib/model/validation-error';

/** The ARN of a role by its name, with its path, which the name does not tell. */
export type FindRole = (name: string) => Promise<string>;

/** IAM has no role of that name. */
export class RoleIsGone extends QuiltAthenaValidationError {}

/** Asks IAM with the credentials of the environment. */
export async function roleFinder(region?: string): Promise<{ find: FindRole; end: () => void }> {
  // Loaded here because the SDK takes a while, which no other command should wait for.
  const { IAMClient, GetRoleCommand } = await import('@aws-sdk/client-iam');
  const client = new IAMClient({ region: region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION });
  const find = async (name: string): Promise<string> => {
    try {
      const { Role } = await client.send(new GetRoleCommand({ RoleName: name }));
      return Role?.Arn ?? '';
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const problem = `cannot look up the role ${name}: ${error.message}`;
      if (error.name === 'NoSuchEntityException') {
        throw new RoleIsGone(`${problem}; create it, or correct its name in the configuration`);
      }
      const fix = 'sign in as somebody who may call iam:GetRole, or declare the role by its arn';
      throw new QuiltAthenaValidationError(`${problem}; ${fix}`);
    }
  };
  return { find, end: () => client.destroy() };
}

/** Stands for the ARN of a role in what is only printed, and says how to get it. */
export function arnPlaceholder(name: string): string {
  return `ARN-of-role-${name}`;
}

export function placeholderHint(name: string): string {
  return `# for ${arnPlaceholder(name)} write what this prints: aws iam get-role --role-name ${name} --query Role.Arn --output text`;
}

/**
 * Lake Formation takes a role's whole ARN, and the template has one without a path for a role that is declared by its
 * name alone: what it grants would reach nobody.
 */
export function checkPath(name: string, arn: string): string {
  if (/:role\/[^/]+$/.test(arn)) return arn;
  throw new QuiltAthenaValidationError(
    `a role that Lake Formation grants to must be declared by its arn where it has a path, found ${arn} declared by ` +
      `its name ${name}; set arn: ${arn} in the configuration`,
  );
}
