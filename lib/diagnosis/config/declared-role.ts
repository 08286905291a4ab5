import type { Lake, LakeRole } from '../../model/lake';
import { pascalCase } from '../../model/names';
import { roleOf } from '../fix/aws-arn';

/** Which of the lake's roles a principal is: by its ARN, its name, or the name CloudFormation gave it. */
export function declaredRole(lake: Lake, principal: string | null): LakeRole | undefined {
  const role = roleOf(principal);
  if (!role) return undefined;
  const lastName = (arn: string) => arn.split('/').at(-1);
  return (
    lake.roles.find((each) => (each.arn ? lastName(each.arn) === role.name : each.name === role.name)) ??
    longest(lake.roles.filter((each) => each.kind === 'new' && isMadeFor(each, role.name)))
  );
}

/**
 * CloudFormation names a role `STACK-LOGICALID-RANDOM`, each part cut so that all fit into 64 characters; the logical id
 * is `QuiltAthena`, the role's name and `AccessRole` (`query-role.ts`), or what is left of it.
 */
function isMadeFor(role: LakeRole, name: string): boolean {
  const parts = name.split('-');
  if (parts.length < 3) return false;
  const logicalId = parts.at(-2) ?? '';
  return ['QuiltAthena', ''].some((construct) =>
    [role.name, pascalCase(role.name), role.name.replace(/[^A-Za-z0-9]/g, '')].some((own) => {
      const whole = `${construct}${own}Access`;
      return (
        logicalId.length >= 12 &&
        (logicalId.startsWith(whole) || (logicalId.length >= 20 && whole.startsWith(logicalId)))
      );
    }),
  );
}

function longest(roles: readonly LakeRole[]): LakeRole | undefined {
  return [...roles].sort((a, b) => b.name.length - a.name.length)[0];
}
