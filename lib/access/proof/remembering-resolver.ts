import { type Stack, Token } from 'aws-cdk-lib';

/**
 * Resolves values as their stack does, equal strings once: the same few hundred ARNs stand in the policies of all roles,
 * and taking a string of tokens apart is what resolving costs.
 */
export class RememberingResolver {
  private readonly strings = new Map<string, unknown>();

  constructor(private readonly stack: Stack) {}

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
    const known = this.strings.get(value);
    if (known !== undefined) return known;
    const resolved = this.stack.resolve(value);
    this.strings.set(value, resolved);
    return resolved;
  }
}

/** Others may be constructs or values that know how they are resolved. */
function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
