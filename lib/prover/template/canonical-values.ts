import type { AwsEnvironment } from '../../authorization/aws-environment';
import { pseudoParameters } from './canonical-environment';
import { nameOf } from './resource-names';
import type { TemplateTree } from './template';

/** Stands in for a value that only a deployment knows, by its intrinsic function; fails with `why` where none can. */
export type Unknown = (intrinsic: Readonly<Record<string, unknown>>, why: string) => unknown;

const refused: Unknown = (_, why) => {
  throw new Error(why);
};

/** Replaces the intrinsic functions of one template's values by what CloudFormation would put there. */
export class CanonicalValues {
  private readonly pseudo: Readonly<Record<string, string>>;
  private readonly children = new Map<string, CanonicalValues>();
  private readonly known = new WeakMap<object, unknown>();

  /**
   * @param tree the template
   * @param aws where it is deployed
   * @param given what a nested stack gets for its parameters, resolved
   * @param unknown what stands for values that only a deployment knows; without it they are an error
   */
  constructor(
    private readonly tree: TemplateTree,
    private readonly aws: AwsEnvironment,
    private readonly given: Readonly<Record<string, unknown>> = {},
    private readonly stackName = 'stack',
    private readonly unknown: Unknown = refused,
  ) {
    this.pseudo = pseudoParameters(aws, stackName);
  }

  /** A value without intrinsic functions. Properties that are `AWS::NoValue` are left out. */
  public resolved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.resolved(each)).filter((each) => each !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[key, argument] = ['', undefined]] = entries;
    if (entries.length === 1 && (key === 'Ref' || key.startsWith('Fn::'))) return this.remembered(value, key, argument);
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
    const name = `${this.stackName}-${logicalId}`;
    const child = new CanonicalValues(tree, this.aws, given as Record<string, unknown>, name, this.unknown);
    this.children.set(logicalId, child);
    return child;
  }

  /** One object may stand in many places of a template. */
  private remembered(intrinsic: object, name: string, argument: unknown): unknown {
    if (this.known.has(intrinsic)) return this.known.get(intrinsic);
    const value = this.called(name, argument);
    this.known.set(intrinsic, value);
    return value;
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
    const why = `policies use functions that the prover resolves, found ${name}; add it to canonical-values.ts`;
    return this.unknown({ [name]: argument }, why);
  }

  private reference(id: string): unknown {
    if (id === 'AWS::NoValue') return undefined;
    if (id in this.pseudo) return this.pseudo[id];
    if (id in this.given) return this.given[id];
    const parameter = this.tree.parameters?.[id];
    if (parameter) {
      if (parameter.Default !== undefined && !isLookedUp(parameter)) return parameter.Default;
      const why = `policies depend on nothing that is unknown at synth, found the parameter ${id} without a default`;
      return this.unknown({ Ref: id }, why);
    }
    return this.named(id, 'Ref');
  }

  private attribute(argument: unknown): unknown {
    const [id, ...rest] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
    const attribute = rest.join('.');
    if (this.tree.resources[id]?.Type !== 'AWS::CloudFormation::Stack') return this.named(id, attribute);
    const output = this.nested(id).output(attribute.replace(/^Outputs\./, ''));
    if (output !== undefined) return output;
    const why = `a nested stack has the outputs that are used, found no ${attribute}; synthesize again`;
    return this.unknown({ 'Fn::GetAtt': [id, attribute] }, why);
  }

  private output(name: string): unknown {
    return this.resolved(this.tree.outputs?.[name]?.Value);
  }

  private substituted(argument: unknown): string {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return String(this.resolved(variables[name]));
      return String(name.includes('.') ? this.attribute(name) : (this.reference(name) ?? whole));
    });
  }

  private named(id: string, attribute: string): unknown {
    const resource = this.tree.resources[id];
    const intrinsic = attribute === 'Ref' ? { Ref: id } : { 'Fn::GetAtt': [id, attribute] };
    if (!resource) return this.unknown(intrinsic, `template refers to ${id}, which it does not have; synthesize again`);
    const property = (path: string) => {
      const value = path
        .split('.')
        .reduce<unknown>((at, key) => at && Reflect.get(at as object, key), resource.Properties);
      const text = value === undefined ? undefined : this.resolved(value);
      return text === undefined ? undefined : String(text);
    };
    const name = nameOf({ type: resource.Type, logicalId: id, property }, attribute, this.aws);
    if (name !== undefined) return name;
    const why = `policies refer to what the prover can name, found ${attribute} of ${id}, an ${resource.Type}; add it to resource-names.ts`;
    return this.unknown(intrinsic, why);
  }
}

/** What such a parameter defaults to is where its value is found (CloudFormation User Guide: cloudformation-supplied-parameter-types). */
function isLookedUp({ Type: type }: { readonly Type?: string }): boolean {
  return type?.startsWith('AWS::SSM::Parameter::Value') ?? false;
}
