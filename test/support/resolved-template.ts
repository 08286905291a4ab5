import { NestedStack, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** A resource with every intrinsic function replaced by what CloudFormation would put there. */
export interface ResolvedResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** A synthesized template as CloudFormation would resolve it, nested stacks' resources included. */
export interface ResolvedTemplate {
  readonly Resources: Record<string, ResolvedResource>;
}

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/lake/1`,
  'AWS::URLSuffix': 'amazonaws.com',
};

interface RawResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

/** What `Ref` and `Fn::GetAtt … Arn` give for the kinds of resource the library makes. */
function named({ Type, Properties = {} }: RawResource, logicalId: string): { ref: string; arn: string } {
  switch (Type) {
    case 'AWS::S3::Bucket': {
      const name = typeof Properties.BucketName === 'string' ? Properties.BucketName : logicalId.toLowerCase();
      return { ref: name, arn: `arn:aws:s3:::${name}` };
    }
    case 'AWS::IAM::Role':
      return { ref: logicalId, arn: `arn:aws:iam::${ACCOUNT}:role/${logicalId}` };
    case 'AWS::IAM::ManagedPolicy':
      return { ref: `arn:aws:iam::${ACCOUNT}:policy/${logicalId}`, arn: '' };
    case 'AWS::Athena::WorkGroup':
      return { ref: String(Properties.Name), arn: '' };
    default:
      return { ref: logicalId, arn: `arn:aws:unknown:::${logicalId}` };
  }
}

/**
 * Resolves a stack's template as CloudFormation would, and those of its nested stacks with what they are given. A nested
 * stack's resources follow its logical id and a dot.
 */
export function resolvedTemplate(stack: Stack, parameters: Record<string, unknown> = {}): ResolvedTemplate {
  const raw: Record<string, RawResource> = Template.fromStack(stack).toJSON().Resources;
  const reference = (id: string, arn = false): unknown => {
    if (id === 'AWS::NoValue') return undefined;
    if (id in PSEUDO) return PSEUDO[id];
    if (id in parameters) return parameters[id];
    const resource = raw[id];
    if (!resource) throw new Error(`template refers to ${id}, which it does not have`);
    const names = named(resource, id);
    return arn ? names.arn : names.ref;
  };
  const own = resolved(raw, reference) as Record<string, ResolvedResource>;
  const nested = stack.node.findAll().filter((node): node is NestedStack => isChildStack(node, stack));
  const inner = nested.map((child) => {
    const id: string = stack.resolve(child.nestedStackResource?.logicalId);
    const { Resources } = resolvedTemplate(child, own[id].Properties.Parameters as Record<string, unknown>);
    return Object.entries(Resources).map(([innerId, resource]) => [`${id}.${innerId}`, resource]);
  });
  return { Resources: { ...own, ...Object.fromEntries(inner.flat()) } };
}

function isChildStack(node: unknown, parent: Stack): boolean {
  return NestedStack.isNestedStack(node) && (node as NestedStack).nestedStackParent === parent;
}

/** Replaces intrinsic functions; properties without a value are left out. */
function resolved(value: unknown, reference: (id: string, arn?: boolean) => unknown): unknown {
  const resolve = (inner: unknown) => resolved(inner, reference);
  if (Array.isArray(value)) return value.map(resolve).filter((v) => v !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1) {
    const [key, argument] = entries[0];
    if (key === 'Ref') return reference(String(argument));
    if (key === 'Fn::GetAtt') return reference(String((argument as string[])[0]), true);
    if (key === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(resolve).join(separator);
    }
  }
  return Object.fromEntries(entries.map(([k, v]) => [k, resolve(v)]).filter(([, v]) => v !== undefined));
}
