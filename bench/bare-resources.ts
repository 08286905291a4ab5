import { type App, CfnOutput, type CfnResource, NestedStack, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { newLakeApp } from '../bin/lake-app';

/** The resources of an app without the constructs that made them: L1 class and properties, by stack. */
export interface RecordedStack {
  readonly resources: readonly RecordedResource[];
  /** Values of the outputs: the same template has them too. */
  readonly outputs: readonly unknown[];
  readonly nested: readonly RecordedStack[];
}

interface RecordedResource {
  readonly logicalId: string;
  readonly module: string;
  readonly name: string;
  readonly properties: unknown;
  /** Indexes of the resources it waits for. */
  readonly waitsFor: readonly number[];
}

type L1 = new (scope: Stack, id: string, properties: unknown) => CfnResource;

/** Takes down every L1 resource of a synthesized stack, with references as the template says them. */
export function record(stack: Stack): RecordedStack {
  const own = stack.node.findAll().filter((c): c is CfnResource => Stack.of(c) === stack && isL1(c));
  const resources = own.filter((resource) => resource.cfnResourceType !== 'AWS::CloudFormation::Stack');
  return {
    resources: resources.map((resource) => ({
      ...origin(resource),
      logicalId: stack.resolve(resource.logicalId),
      properties: stack.resolve(Reflect.get(resource, 'cfnProperties')),
      waitsFor: resource
        .obtainDependencies()
        .map((other) => resources.findIndex((r) => r === other))
        .filter((i) => i >= 0),
    })),
    outputs: stack.node.children
      .filter((c): c is CfnOutput => c instanceof CfnOutput)
      .map((output) => stack.resolve(output.value)),
    nested: nestedStacksOf(stack).map(record),
  };
}

function nestedStacksOf(stack: Stack): NestedStack[] {
  const all = stack.node.findAll().filter((c): c is NestedStack => NestedStack.isNestedStack(c));
  return all.filter((nested) => nested.nestedStackParent === stack);
}

/** The same resources again, written as bare L1s. */
export function build(recorded: RecordedStack): App {
  const app = newLakeApp();
  fill(new Stack(app, 'Bare', { suppressTemplateIndentation: true }), recorded);
  return app;
}

function fill(stack: Stack, recorded: RecordedStack): void {
  const byLogicalId = new Map<string, CfnResource>();
  const made: CfnResource[] = recorded.resources.map(({ module, name, properties, logicalId }, i) => {
    const Class: L1 = require(module)[name];
    const resource = new Class(stack, `Resource${i}`, asWritten(properties, byLogicalId));
    byLogicalId.set(logicalId, resource);
    return resource;
  });
  recorded.resources.forEach(({ waitsFor }, i) => {
    for (const other of waitsFor) made[i].addDependency(made[other]);
  });
  recorded.outputs.forEach((value, i) => {
    new CfnOutput(stack, `Output${i}`, {
      value: String(asWritten(value, byLogicalId)),
      description: 'an output of the same template',
    });
  });
  recorded.nested.forEach((nested, i) => {
    fill(new NestedStack(stack, `Nested${i}`), nested);
  });
}

/**
 * What a person would have written: `arn:${Aws.PARTITION}:s3:::…` where the template has an `Fn::Join`, and `bucket.attrArn`
 * or `role.ref` where it refers to a resource.
 */
function asWritten(value: unknown, made: ReadonlyMap<string, CfnResource>): unknown {
  if (Array.isArray(value)) return value.map((each) => asWritten(each, made));
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0 || !(key === 'Ref' || key.startsWith('Fn::'))) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, asWritten(v, made)]));
  }
  if (key === 'Fn::Join' && Array.isArray(argument) && argument[0] === '') {
    return argument[1].map((each: unknown) => asWritten(each, made)).join('');
  }
  const referred = made.get(key === 'Ref' ? argument : key === 'Fn::GetAtt' ? argument[0] : '');
  if (referred) return key === 'Ref' ? referred.ref : referred.getAtt(argument[1]).toString();
  // A parameter of a nested stack, or what is made only later: not there to be referred to.
  const pseudo = typeof argument === 'string' && argument.startsWith('AWS::');
  return Token.asString(pseudo ? value : { Ref: 'AWS::StackName' });
}

function isL1(construct: IConstruct): construct is CfnResource {
  return 'cfnResourceType' in construct && 'cfnProperties' in construct;
}

function origin(resource: CfnResource): { module: string; name: string } {
  const service = resource.cfnResourceType.split('::')[1].toLowerCase();
  return { module: `aws-cdk-lib/aws-${service}`, name: resource.constructor.name };
}
