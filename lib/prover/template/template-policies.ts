import type { AwsEnvironment } from '../../authorization/aws-environment';
import { listOf, type NamedPolicy, type OneOrMore, type PlainPolicy } from '../policy/policy-document';
import { CanonicalValues } from './canonical-values';
import type { TemplateResource, TemplateTree } from './template';

/** A policy of a template with what it is attached to. Nested stacks' logical ids follow theirs and a dot. */
export interface AttachedPolicy extends NamedPolicy {
  /** Names of the roles, as the policy itself says or the roles do. */
  readonly roles: readonly string[];
  /** Nothing for inline policies. */
  readonly arn?: string;
}

/** A role that a template makes. */
export interface TemplateRole {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly boundaryArn?: string;
  /** ARNs of the managed policies that the role itself names. */
  readonly managedPolicyArns: readonly string[];
}

/** A policy of a bucket. */
export interface BucketPolicy extends NamedPolicy {
  readonly bucket: string;
}

/** Every policy that a template and its nested stacks hold, without tokens. */
export interface TemplatePolicies {
  readonly policies: readonly AttachedPolicy[];
  readonly roles: readonly TemplateRole[];
  readonly bucketPolicies: readonly BucketPolicy[];
}

/** Collects the policies of a template; what else it holds is never looked at. */
export function templatePolicies(tree: TemplateTree, aws: AwsEnvironment, stackName?: string): TemplatePolicies {
  return policiesIn(tree, new CanonicalValues(tree, aws, {}, stackName));
}

/** Collects the policies of a template whose values are known to be these. */
export function policiesIn(tree: TemplateTree, values: CanonicalValues): TemplatePolicies {
  const found = { policies: [] as AttachedPolicy[], roles: [] as TemplateRole[], bucketPolicies: [] as BucketPolicy[] };
  collect(tree, values, '', found);
  return found;
}

type Found = { policies: AttachedPolicy[]; roles: TemplateRole[]; bucketPolicies: BucketPolicy[] };

function collect(tree: TemplateTree, values: CanonicalValues, prefix: string, found: Found): void {
  for (const [id, resource] of Object.entries(tree.resources)) {
    const name = prefix + id;
    if (resource.Type === 'AWS::CloudFormation::Stack') {
      const nested = tree.nested?.[id];
      if (!nested) throw new Error(`the prover reads every nested stack, found no template of ${name}; give it`);
      collect(nested, values.nested(id), `${name}.`, found);
    } else {
      COLLECTORS[resource.Type]?.({ id, name, values, resource, found });
    }
  }
}

interface Collected {
  readonly id: string;
  readonly name: string;
  readonly values: CanonicalValues;
  readonly resource: TemplateResource;
  readonly found: Found;
}

const COLLECTORS: Readonly<Record<string, (collected: Collected) => void>> = {
  'AWS::IAM::ManagedPolicy': (c) =>
    c.found.policies.push({ ...attached(c, 'Roles'), arn: String(c.values.resolved({ Ref: c.id })) }),
  'AWS::IAM::Policy': (c) => c.found.policies.push(attached(c, 'Roles')),
  'AWS::IAM::RolePolicy': (c) => c.found.policies.push(attached(c, 'RoleName')),
  'AWS::S3::BucketPolicy': (c) =>
    c.found.bucketPolicies.push({ ...document(c), bucket: String(property(c, 'Bucket')) }),
  'AWS::IAM::Role': (c) => {
    const name = String(c.values.resolved({ Ref: c.id }));
    const boundary = property(c, 'PermissionsBoundary');
    c.found.roles.push({
      logicalId: c.name,
      name,
      arn: String(c.values.resolved({ 'Fn::GetAtt': [c.id, 'Arn'] })),
      boundaryArn: boundary === undefined ? undefined : String(boundary),
      managedPolicyArns: listOf(property(c, 'ManagedPolicyArns') as OneOrMore<string>).map(String),
    });
    for (const inline of listOf(property(c, 'Policies') as OneOrMore<InlinePolicy>)) {
      c.found.policies.push({ name: `${c.name}.${inline.PolicyName}`, document: inline.PolicyDocument, roles: [name] });
    }
  },
};

interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: PlainPolicy;
}

function property({ values, resource }: Collected, name: string): unknown {
  return values.resolved(resource.Properties?.[name]);
}

function document(collected: Collected): NamedPolicy {
  return { name: collected.name, document: property(collected, 'PolicyDocument') as PlainPolicy };
}

function attached(collected: Collected, roles: string): AttachedPolicy {
  const names = listOf(property(collected, roles) as OneOrMore<string>).map(String);
  return { ...document(collected), roles: names };
}
