import { ANY, type Glob, ONE, textGlob } from './glob';
import { PolicyNotUnderstoodError } from './policy-not-understood';
import type { RequestContext } from './request';

/** What a value of a policy means for a request; nothing where a variable in it has no value. */
export type Template = (context: RequestContext) => Glob | undefined;

interface Variable {
  readonly key: string;
  readonly fallback?: string;
}

const VARIABLE = /^\$\{([^{}]*)\}/;
const NAMED = /^\s*([A-Za-z0-9-]+:[^,'\s]+)\s*(?:,\s*'([^']*)'\s*)?$/;

/**
 * A value with policy variables (IAM User Guide: reference_policies_variables): `${aws:PrincipalTag/team}`,
 * `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for the characters themselves.
 *
 * @param wildcards whether `*` and `?` outside variables stand for other characters
 */
export function templateOf(place: string, value: string, wildcards: boolean): Template {
  const parts: (number | Variable)[] = [];
  for (let i = 0; i < value.length; i++) {
    if (value.startsWith('${', i)) {
      const [whole, inside] = VARIABLE.exec(value.slice(i)) ?? [];
      if (whole === undefined) throw new PolicyNotUnderstoodError(place, `a variable must be closed, found ${value}`);
      if (inside === '*' || inside === '?' || inside === '$') parts.push(inside.charCodeAt(0));
      else parts.push(variableOf(place, inside));
      i += whole.length - 1;
    } else {
      const code = value.charCodeAt(i);
      parts.push(wildcards && code === 42 ? ANY : wildcards && code === 63 ? ONE : code);
    }
  }
  if (parts.every((part) => typeof part === 'number')) return () => parts as number[];
  return (context) => filled(place, parts, context);
}

/** Whether a value is the same for every request. */
export function hasVariables(value: string): boolean {
  return value.includes('${');
}

/**
 * Fails where a variable could have no value: nothing equals it then, so whatever is negated would hold. Of such a value
 * under a negated operator, or in `NotResource`, readers and simulators think differently.
 */
export function requireDefaults(place: string, value: string): void {
  const open = /\$\{[^},]*:[^},]*\}/.exec(value)?.[0];
  if (open === undefined) return;
  throw new PolicyNotUnderstoodError(place, `where something is negated a variable must have a default, found ${open}`);
}

function variableOf(place: string, inside: string): Variable {
  const [, key, fallback] = NAMED.exec(inside) ?? [];
  if (key) return { key: key.toLowerCase(), fallback };
  throw new PolicyNotUnderstoodError(
    place,
    `a variable is a condition key and a default in quotes, found \${${inside}}`,
  );
}

function filled(place: string, parts: readonly (number | Variable)[], context: RequestContext): Glob | undefined {
  const glob: number[] = [];
  for (const part of parts) {
    if (typeof part === 'number') {
      glob.push(part);
      continue;
    }
    const values = context.get(part.key) ?? (part.fallback === undefined ? [] : [part.fallback]);
    if (values.length > 1) {
      throw new PolicyNotUnderstoodError(place, `a variable must have one value, found several for ${part.key}`);
    }
    // "The value is effectively null": it equals nothing (reference_policies_variables).
    if (values.length === 0) return undefined;
    glob.push(...textGlob(values[0]));
  }
  return glob;
}
