import { type Stack, Token } from 'aws-cdk-lib';

/**
 * Resolves values as their stack does, equal strings once: the same few hundred ARNs stand in the policies of all roles,
 * and taking a string of tokens apart is what resolving costs.
 */
export class RememberingResolver {
  private readonly strings = new Map<string, unknown>();

  /**
   * @param stack whose values are resolved
   * @param everywhere what is the same in every stack, shared by the resolvers of several
   */
  constructor(
    private readonly stack: Stack,
    private readonly everywhere: Map<string, unknown>,
  ) {}

  public resolve(value: unknown): unknown {
    if (typeof value === 'string') return Token.isUnresolved(value) ? this.string(value) : value;
    if (typeof value !== 'object' || value === null || Token.isUnresolved(value) || !isPlain(value)) {
      return this.stack.resolve(value);
    }
    if (Array.isArray(value)) return value.map((each) => this.resolve(each)).filter((each) => each !== undefined);
    const entries = Object.entries(value).map(([key, each]) => [this.resolve(key), this.resolve(each)]);
    return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
  }

  private string(value: string): unknown {
    const known = this.everywhere.get(value) ?? this.strings.get(value);
    if (known !== undefined) return known;
    const resolved = this.stack.resolve(value);
    (isPseudo(resolved) ? this.everywhere : this.strings).set(value, resolved);
    return resolved;
  }
}

/** Made of literals and pseudo parameters: no reference, which another stack would get as a parameter. */
function isPseudo(resolved: unknown): boolean {
  const parts: unknown[] = Reflect.get(Object(resolved), 'Fn::Join')?.[1] ?? [resolved];
  return parts.every(
    (part) => typeof part === 'string' || String(Reflect.get(Object(part), 'Ref')).startsWith('AWS::'),
  );
}

/** Others may be constructs or values that know how they are resolved. */
function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
