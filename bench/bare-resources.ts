import { App, type CfnResource, NestedStack, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The resources of an app without the constructs that made them: L1 class and properties, by stack. */
export interface RecordedStack {
  readonly resources: { readonly module: string; readonly name: string; readonly properties: unknown }[];
  readonly nested: RecordedStack[];
}

type L1 = new (scope: Stack, id: string, properties: unknown) => CfnResource;

/** Takes down every L1 resource of a stack, with references resolved to what the template says. */
export function record(stack: Stack): RecordedStack {
  const own = stack.node.findAll().filter((c) => Stack.of(c) === stack && isL1(c)) as CfnResource[];
  return {
    resources: own
      .filter((resource) => resource.cfnResourceType !== 'AWS::CloudFormation::Stack')
      .map((resource) => ({
        ...origin(resource),
        properties: stack.resolve((resource as unknown as { cfnProperties: unknown }).cfnProperties),
      })),
    nested: stack.node.findAll().filter(NestedStack.isNestedStack).map((s) => record(s as NestedStack)),
  };
}

/** The same resources again, written as bare L1s. */
export function build(recorded: RecordedStack): App {
  const app = new App();
  fill(new Stack(app, 'Bare', { suppressTemplateIndentation: true }), recorded);
  return app;
}

function fill(stack: Stack, recorded: RecordedStack): void {
  recorded.resources.forEach(({ module, name, properties }, i) => {
    const Class = require(module)[name] as L1;
    new Class(stack, `Resource${i}`, withTokens(properties));
  });
  recorded.nested.forEach((nested, i) => {
    fill(new NestedStack(stack, `Nested${i}`), nested);
  });
}

/** What a template writes as an object is a string or a number to an L1's checks. */
function withTokens(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTokens);
  if (typeof value !== 'object' || value === null) return value;
  const [key, ...others] = Object.keys(value);
  if (others.length === 0 && (key === 'Ref' || key?.startsWith('Fn::'))) {
    // The referenced resource has another name here: any text of a reference's size does.
    return Token.asString({ Ref: 'AWS::StackName' });
  }
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withTokens(v)]));
}

function isL1(construct: IConstruct): boolean {
  return 'cfnResourceType' in construct && 'cfnProperties' in construct;
}

function origin(resource: CfnResource): { module: string; name: string } {
  const service = resource.cfnResourceType.split('::')[1].toLowerCase();
  return { module: `aws-cdk-lib/aws-${service}`, name: resource.constructor.name };
}
