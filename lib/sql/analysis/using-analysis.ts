import type { Field } from '../scope/field';
import { Scope } from '../scope/scope';
import type { Name } from '../syntax/expression';
import { commonType } from '../types/coercion';
import { OPAQUE } from '../types/sql-type';
import { readField, resolve } from './name-resolution';
import type { TextAnalysis } from './text-analysis';

/** `JOIN ... USING (a, b)`: the joined columns come first, once and without a qualifier; both sides' are read. */
export function usingFields(
  names: readonly Name[],
  left: readonly Field[],
  right: readonly Field[],
  analysis: TextAnalysis,
): Field[] {
  const used = new Set<Field>();
  const seen = new Set<string>();
  const joined = names.map((name): Field => {
    if (seen.has(name.text)) {
      throw analysis.refusal(name.at, `a column occurs once in USING, found ${name.text} twice: leave one out`);
    }
    seen.add(name.text);
    const sources = new Set<string>();
    const [a, b] = [left, right].map((side) => {
      const { field } = resolve([name], new Scope(side), analysis);
      readField(field, [name], analysis, sources);
      used.add(field);
      return field;
    });
    return { name: name.text, type: commonType(a.type, b.type) ?? OPAQUE, sources };
  });
  return [...joined, ...[...left, ...right].filter((field) => !used.has(field))];
}
