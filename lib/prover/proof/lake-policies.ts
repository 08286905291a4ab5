import type { NamedPolicy } from '../policy/policy-document';
import type { AttachedPolicy, TemplatePolicies } from '../template/template-policies';

/** Every policy that the stack makes for one declared role. */
export interface RolePolicySet {
  readonly identity: readonly NamedPolicy[];
  /** The permissions boundary, where this stack has its text. */
  readonly boundary?: NamedPolicy;
  /** ARNs of attached policies whose text is not in the template: AWS's own, and other stacks'. */
  readonly foreign?: readonly string[];
}

/** Every policy of a synthesized lake. */
export interface LakePolicies {
  readonly roles: ReadonlyMap<string, RolePolicySet>;
  /** Policies of the results bucket. */
  readonly results: readonly NamedPolicy[];
  /** ARNs of roles that the stack makes beside the declared ones. */
  readonly otherRoleArns: readonly string[];
}

/** How to find a declared role's policies in a template. */
export interface RoleInTemplate {
  readonly name: string;
  /** Name of the IAM role, resolved; nothing where the policies are attached by somebody else. */
  readonly roleName?: string;
  /** Logical ids of policies that belong to the role whatever they are attached to. */
  readonly policies?: readonly string[];
}

/** Sorts a template's policies by declared role: all that are attached to it, whoever wrote them. */
export function lakePolicies(
  template: TemplatePolicies,
  roles: readonly RoleInTemplate[],
  resultsBucket: string,
): LakePolicies {
  const names = new Set(roles.map(({ roleName }) => roleName));
  return {
    roles: new Map(roles.map((role) => [role.name, policySet(template, role)])),
    results: template.bucketPolicies.filter(({ bucket }) => bucket === resultsBucket),
    otherRoleArns: template.roles.filter(({ name }) => !names.has(name)).map(({ arn }) => arn),
  };
}

function policySet(template: TemplatePolicies, { roleName, policies = [] }: RoleInTemplate): RolePolicySet {
  const made = template.roles.find((role) => role.name === roleName);
  const byArn = new Map(template.policies.flatMap((policy) => (policy.arn ? [[policy.arn, policy] as const] : [])));
  const arns = made?.managedPolicyArns ?? [];
  const named = arns.flatMap((arn) => byArn.get(arn) ?? []);
  const attached = template.policies.filter(
    (policy) => policies.includes(policy.name) || (roleName !== undefined && policy.roles.includes(roleName)),
  );
  const boundary = made?.boundaryArn === undefined ? undefined : byArn.get(made.boundaryArn);
  const foreign = arns.filter((arn) => !byArn.has(arn));
  return { identity: [...new Set<AttachedPolicy>([...attached, ...named])], boundary, foreign };
}
