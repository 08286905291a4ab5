import { CfnOutput, CfnParameter, CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { TemplateResource, TemplateTree } from '../../prover/template/template';
import { RememberingResolver } from './remembering-resolver';

/** Types of which a lake has thousands, and no policy depends on. */
const NEVER_NAMED = new Set(['AWS::Glue::Table', 'AWS::Athena::NamedQuery']);

/** The template that a stack will be written as, with its nested stacks'; each resource is rendered only when it is asked for. */
export function synthesizedTree(root: Stack, ids: LogicalIds): TemplateTree {
  const trees = new Map<Stack, Tree>();
  const everywhere = new Map<string, unknown>();
  const treeOf = (stack: Stack) => {
    const known = trees.get(stack);
    if (known) return known;
    const tree: Tree = {
      resources: {},
      parameters: {},
      outputs: {},
      nested: {},
      resolver: new RememberingResolver(stack, everywhere),
    };
    trees.set(stack, tree);
    return tree;
  };
  for (const node of root.node.findAll()) {
    if (CfnResource.isCfnResource(node)) {
      if (NEVER_NAMED.has(node.cfnResourceType)) continue;
      const tree = treeOf(node.stack);
      const id = logicalIdOf(node, ids);
      tree.resources[id] = new LazyResource(node, tree.resolver);
      // Replaced below where the nested stack is of this app; another one's template is out of reach.
      if (node.cfnResourceType === 'AWS::CloudFormation::Stack') tree.nested[id] ??= { resources: {} };
    } else if (node instanceof CfnParameter) {
      treeOf(node.stack).parameters[logicalIdOf(node, ids)] = { Type: node.type, Default: node.default };
    } else if (node instanceof CfnOutput && node.stack.nestedStackParent) {
      treeOf(node.stack).outputs[logicalIdOf(node, ids)] = new LazyOutput(node);
    } else if (NestedStack.isNestedStack(node) && node !== root) {
      const { nestedStackParent: parent, nestedStackResource: resource } = node;
      if (parent && resource) treeOf(parent).nested[logicalIdOf(resource, ids)] = treeOf(node);
    }
  }
  return treeOf(root);
}

/** A logical id; in a nested stack, after those of the stacks around it and a dot, as `templatePolicies` has them. */
export function qualifiedId(element: Identified, root: Stack, ids: LogicalIds): string {
  const nested = element.stack === root ? undefined : element.stack.nestedStackResource;
  const id = logicalIdOf(element, ids);
  return nested ? `${qualifiedId(nested, root, ids)}.${id}` : id;
}

interface Tree {
  readonly resources: Record<string, TemplateResource>;
  readonly parameters: Record<string, { readonly Type?: string; readonly Default?: unknown }>;
  readonly outputs: Record<string, { readonly Value?: unknown }>;
  readonly nested: Record<string, TemplateTree>;
  readonly resolver: RememberingResolver;
}

/** An element of a stack's template. */
interface Identified {
  readonly logicalId: string;
  readonly stack: Stack;
}

/** For a synthesis: ids may change before it, and making one out of a path takes a while. */
export type LogicalIds = Map<Identified, string>;

function logicalIdOf(element: Identified, ids: LogicalIds): string {
  const known = ids.get(element);
  if (known !== undefined) return known;
  const id: string = element.stack.resolve(element.logicalId);
  ids.set(element, id);
  return id;
}

/** What the CDK itself writes, escape hatches included. */
class LazyResource implements TemplateResource {
  public readonly Type: string;
  private rendered?: TemplateResource;

  constructor(
    private readonly resource: CfnResource,
    private readonly resolver: RememberingResolver,
  ) {
    this.Type = resource.cfnResourceType;
  }

  public get Properties(): TemplateResource['Properties'] {
    this.rendered ??= rendered(this.resource, this.resolver);
    return this.rendered.Properties;
  }
}

class LazyOutput {
  constructor(private readonly output: CfnOutput) {}

  public get Value(): unknown {
    return this.output.stack.resolve(this.output.value);
  }
}

function rendered(resource: CfnResource, resolver: RememberingResolver): TemplateResource {
  const properties = hasNoOverrides(resource) ? readProperties(resource) : undefined;
  if (properties) {
    return {
      Type: resource.cfnResourceType,
      Properties: resolver.resolve(properties) as TemplateResource['Properties'],
    };
  }
  const fragment = Stack.of(resource).resolve(resource._toCloudFormation());
  return Object.values<TemplateResource>(fragment.Resources)[0];
}

/** What a proof reads of the resources that a lake has most of: rendering the whole of them takes ten times as long. */
function readProperties(resource: CfnResource): TemplateResource['Properties'] {
  if (resource instanceof CfnManagedPolicy) {
    const { policyDocument: PolicyDocument, roles: Roles, managedPolicyName: ManagedPolicyName, path: Path } = resource;
    return { PolicyDocument, Roles, ManagedPolicyName, Path };
  }
  if (resource instanceof CfnRole && resource.policies === undefined) {
    const { roleName: RoleName, path: Path, managedPolicyArns: ManagedPolicyArns } = resource;
    return { RoleName, Path, ManagedPolicyArns, PermissionsBoundary: resource.permissionsBoundary };
  }
  if (resource instanceof CfnWorkGroup) return { Name: resource.name };
  if (resource instanceof CfnBucket) return { BucketName: resource.bucketName };
  return undefined;
}

/** The CDK keeps them to itself: where it no longer does so under this name, every resource is taken to have some. */
function hasNoOverrides(resource: CfnResource): boolean {
  const overrides: unknown = Reflect.get(resource, 'rawOverrides');
  return typeof overrides === 'object' && overrides !== null && Object.keys(overrides).length === 0;
}
