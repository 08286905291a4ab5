import { commonTypeOf } from '../types/coercion';
import { isOpaque, OPAQUE, type SqlType } from '../types/sql-type';
import { textOf } from '../types/type-text';
import { computeNumbers } from './computed-numbers';
import { signaturesOf } from './known-functions';
import type { Signature } from './signature';
import { type Binding, bound, parameterOf, takes } from './signature-binding';

/** A lambda among arguments: its result type for parameters of these types. */
export type LambdaType = (parameters: readonly SqlType[]) => SqlType;
export type Argument = SqlType | LambdaType;

/** What the forms among functions return follows from their arguments. */
const FORMS: Readonly<Record<string, (types: readonly SqlType[]) => SqlType>> = {
  if: ([, ...results]) => (results.length > 0 ? commonTypeOf(results) : OPAQUE),
  coalesce: (types) => (types.length > 0 ? commonTypeOf(types) : OPAQUE),
  nullif: ([first = OPAQUE]) => first,
  try: ([only = OPAQUE]) => only,
  format: () => ({ kind: 'varchar' }),
};

/** What `a || b` returns; undefined where the types are known and no overload takes them. */
export function concatenation(types: readonly SqlType[]): SqlType | undefined {
  const takesThem = signaturesOf('concat').some((each) => takes(each, types.length) && bound(each, types));
  return takesThem || types.some(isOpaque) ? callType('concat', types) : undefined;
}

/** What a call returns; opaque where the function is not known, or the arguments leave it open. */
export function callType(name: string, given: readonly Argument[]): SqlType {
  const form = FORMS[name];
  if (form && given.every(isType)) return form(given);
  const types = given.map((each) => (isType(each) ? each : undefined));
  const fitting = signaturesOf(name).flatMap((signature) => {
    const binding = takes(signature, given.length) ? bound(signature, types) : undefined;
    return binding ? [{ signature, binding }] : [];
  });
  if (given.some((each) => !isType(each))) return lambdaCallType(name, fitting[0], given);
  const results = preferred(fitting, types as SqlType[]).map((each) => resultOf(name, each));
  const [first = OPAQUE, ...others] = results;
  return others.every((other) => textOf(other) === textOf(first)) ? first : OPAQUE;
}

function isType(argument: Argument): argument is SqlType {
  return typeof argument !== 'function';
}

interface Fitting {
  readonly signature: Signature;
  readonly binding: Binding;
}

/** Every lambda is analysed, whether its function is known or not: it may read columns. */
function lambdaCallType(name: string, fitting: Fitting | undefined, given: readonly Argument[]): SqlType {
  for (const [i, argument] of given.entries()) {
    if (isType(argument)) continue;
    const pattern = fitting && parameterOf(fitting.signature, i);
    const inner = pattern?.inner ?? [];
    const result = argument(inner.slice(0, -1).map((each) => fitting?.binding.typeOf(each) ?? OPAQUE));
    const last = inner.at(-1);
    if (last) fitting?.binding.learn(last, result);
  }
  return fitting ? resultOf(name, fitting) : OPAQUE;
}

function resultOf(name: string, { signature, binding }: Fitting): SqlType {
  computeNumbers(name, signature.parameters.length, binding.numbers);
  return binding.typeOf(signature.result);
}

/**
 * The overloads that Trino would choose from: those that take the arguments as they are, those without type variables
 * first, else the most specific of those that take them converted
 * (trinodb/trino: core/trino-main/src/main/java/io/trino/metadata/FunctionResolver.java).
 */
function preferred(fitting: readonly Fitting[], types: readonly SqlType[]): readonly Fitting[] {
  if (types.some(isOpaque)) return fitting;
  const asked = ({ signature, binding }: Fitting) => types.map((_, i) => binding.typeOf(parameterOf(signature, i)));
  const exact = fitting.filter((each) => asked(each).every((type, i) => textOf(type) === textOf(types[i])));
  const plain = exact.filter((each) =>
    each.signature.parameters.every((pattern) => !pattern.variable && pattern.inner.length === 0),
  );
  if (plain.length > 0) return plain;
  if (exact.length > 0) return exact;
  const narrowest = fitting.filter((each) =>
    fitting.every((other) => bound(other.signature, asked(each)) !== undefined),
  );
  return narrowest.length > 0 ? narrowest : fitting;
}
