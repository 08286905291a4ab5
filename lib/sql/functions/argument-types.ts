import { isOpaque, OPAQUE, type SqlType } from '../types/sql-type';
import { textOf } from '../types/type-text';
import { isFromPlugin, signaturesOf } from './known-functions';
import type { Signature, TypePattern } from './signature';
import { type Binding, bound, parameterOf, takes } from './signature-binding';

/** What is wrong with the types of a call's arguments. */
export interface ArgumentProblem {
  /** The argument that is of another type; absent where no single one is to blame. */
  readonly index?: number;
  readonly problem: string;
}

/** Types that exist only as parameters: the engine makes them of a text. */
const MADE_OF_TEXT: readonly string[] = ['joniregexp', 'jsonpath', 'codepoints'];

/** Ways of a call that an error lists. */
const SHOWN = 3;

/**
 * Why no way of calling a function takes arguments of these types; absent types are lambdas. Undefined if one does, also
 * where a type is not known, and for functions whose signatures are those of a documentation, not of an engine.
 */
export function argumentProblem(name: string, types: readonly (SqlType | undefined)[]): ArgumentProblem | undefined {
  const signatures = signaturesOf(name).filter((each) => takes(each, types.length));
  if (signatures.length === 0 || isFromPlugin(name)) return undefined;
  if (signatures.some((each) => bound(each, types))) return undefined;
  for (const [index, type] of types.entries()) {
    if (!type || type.kind === 'opaque') continue;
    const ways = signatures.flatMap((signature) => {
      const binding = bound(signature, types.with(index, OPAQUE));
      return binding ? [{ signature, binding }] : [];
    });
    if (ways.length === 0) continue;
    const wanted = alternatives(ways.map(({ signature, binding }) => expected(signature, index, binding)));
    return { index, problem: `argument ${index + 1} of ${name} must be ${wanted}, found ${textOf(type)}: ${REMEDY}` };
  }
  const ways = signatures.slice(0, SHOWN).map(({ parameters }) => `(${parameters.map(family).join(', ')})`);
  if (signatures.length > SHOWN) ways.push('others');
  const found = types.map((type) => (type ? textOf(type) : 'lambda')).join(', ');
  return { problem: `${name} must be given ${alternatives(ways)}, found (${found}): ${REMEDY}` };
}

/** Trino converts no text to numbers, no numbers to text, and nothing to a narrower type by itself. */
const REMEDY = 'convert it with CAST(... AS ...), or use a function for its type';

/** What a parameter asks for: the type that the other arguments make of it, else its family. */
function expected(signature: Signature, index: number, binding: Binding): string {
  const pattern = parameterOf(signature, index);
  const type = binding.typeOf(pattern);
  return isOpaque(type) || MADE_OF_TEXT.includes(pattern.name) ? family(pattern) : textOf(type);
}

/** `varchar` of `varchar(x)`: lengths and precisions are for the engine to compute. */
function family({ name, variable, inner }: TypePattern): string {
  if (MADE_OF_TEXT.includes(name)) return 'varchar';
  if (variable) return 'any type';
  if (name === 'function') return 'lambda';
  const parameters = ['array', 'map', 'row'].includes(name) ? `(${inner.map(family).join(', ')})` : '';
  return name + parameters;
}

/** `a`, `a or b`, `a, b or c`, each once. */
function alternatives(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const last = all.pop() ?? '';
  return all.length > 0 ? `${all.join(', ')} or ${last}` : last;
}
