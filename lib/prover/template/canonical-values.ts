import type { AwsEnvironment } from '../../authorization/aws-environment';
import { pseudoParameters } from './canonical-environment';
import { nameOf } from './resource-names';
import type { TemplateTree } from './template';

/** Replaces the intrinsic functions of one template's values by what CloudFormation would put there. */
export class CanonicalValues {
  private readonly pseudo: Readonly<Record<string, string>>;
  private readonly children = new Map<string, CanonicalValues>();

  /**
   * @param tree the template
   * @param aws where it is deployed
   * @param given what a nested stack gets for its parameters, resolved
   */
  constructor(
    private readonly tree: TemplateTree,
    private readonly aws: AwsEnvironment,
    private readonly given: Readonly<Record<string, unknown>> = {},
    stackName = 'stack',
  ) {
    this.pseudo = pseudoParameters(aws, stackName);
  }

  /** A value without intrinsic functions. Properties that are `AWS::NoValue` are left out. */
  public resolved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.resolved(each)).filter((each) => each !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[key, argument] = ['', undefined]] = entries;
    if (entries.length === 1 && (key === 'Ref' || key.startsWith('Fn::'))) return this.called(key, argument);
    const kept = entries.map(([name, each]) => [name, this.resolved(each)]).filter(([, each]) => each !== undefined);
    return Object.fromEntries(kept);
  }

  /** The values of a nested stack. */
  public nested(logicalId: string): CanonicalValues {
    const known = this.children.get(logicalId);
    if (known) return known;
    const tree = this.tree.nested?.[logicalId];
    if (!tree) throw new Error(`template has no nested stack ${logicalId}; give its template to the prover`);
    const given = this.resolved(this.tree.resources[logicalId]?.Properties?.Parameters ?? {});
    const child = new CanonicalValues(tree, this.aws, given as Record<string, unknown>, logicalId);
    this.children.set(logicalId, child);
    return child;
  }

  private called(name: string, argument: unknown): unknown {
    if (name === 'Ref') return this.reference(String(argument));
    if (name === 'Fn::GetAtt') return this.attribute(argument);
    if (name === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown];
      return (this.resolved(parts) as unknown[]).map(String).join(separator);
    }
    if (name === 'Fn::Sub') return this.substituted(argument);
    if (name === 'Fn::Select') {
      const [index, list] = this.resolved(argument) as [number | string, unknown[]];
      return list[Number(index)];
    }
    if (name === 'Fn::Split') {
      const [separator, text] = this.resolved(argument) as [string, string];
      return text.split(separator);
    }
    throw new Error(`policies use functions that the prover resolves, found ${name}; add it to canonical-values.ts`);
  }

  private reference(id: string): unknown {
    if (id === 'AWS::NoValue') return undefined;
    if (id in this.pseudo) return this.pseudo[id];
    if (id in this.given) return this.given[id];
    const parameter = this.tree.parameters?.[id];
    if (parameter) {
      if (parameter.Default !== undefined) return parameter.Default;
      throw new Error(
        `policies depend on nothing that is unknown at synth, found the parameter ${id} without a default`,
      );
    }
    return this.named(id, 'Ref');
  }

  private attribute(argument: unknown): unknown {
    const [id, ...rest] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
    const attribute = rest.join('.');
    if (this.tree.resources[id]?.Type !== 'AWS::CloudFormation::Stack') return this.named(id, attribute);
    const output = attribute.replace(/^Outputs\./, '');
    return this.nested(id).output(output);
  }

  private output(name: string): unknown {
    const output = this.tree.outputs?.[name];
    if (output) return this.resolved(output.Value);
    throw new Error(`a nested stack has the outputs that are used, found no ${name}; synthesize again`);
  }

  private substituted(argument: unknown): string {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return String(this.resolved(variables[name]));
      return String(name.includes('.') ? this.attribute(name) : (this.reference(name) ?? whole));
    });
  }

  private named(id: string, attribute: string): string {
    const resource = this.tree.resources[id];
    if (!resource) throw new Error(`template refers to ${id}, which it does not have; synthesize again`);
    const property = (path: string) => {
      const value = path
        .split('.')
        .reduce<unknown>((at, key) => at && Reflect.get(at as object, key), resource.Properties);
      const text = value === undefined ? undefined : this.resolved(value);
      return text === undefined ? undefined : String(text);
    };
    return nameOf({ type: resource.Type, logicalId: id, property }, attribute, this.aws);
  }
}
