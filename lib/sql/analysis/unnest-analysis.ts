import type { Field } from '../scope/field';
import type { Unnest } from '../syntax/relation';
import { BIGINT, type SqlType } from '../types/sql-type';
import { textOf } from '../types/type-text';
import { typeOf } from './expression-analysis';
import type { ExpressionContext } from './expression-context';

/** The columns of an UNNEST: an array of structs gives one for each field, another array one, a map two. */
export function unnestFields({ operands, ordinality }: Unnest, context: ExpressionContext): Field[] {
  const fields = operands.flatMap((operand): Field[] => {
    const sources = new Set<string>();
    const type = typeOf(operand, context, sources);
    const columns = columnsOf(type);
    if (columns) return columns.map((column) => ({ ...column, sources }));
    const found = type.kind === 'opaque' ? 'a type that is not known' : `a ${textOf(type)}`;
    const fix = 'cast it, for example CAST(x AS array(varchar))';
    throw context.analysis.refusal(operand.at, `UNNEST takes an array or a map, found ${found}: ${fix}`);
  });
  return ordinality ? [...fields, { type: BIGINT, sources: new Set() }] : fields;
}

function columnsOf(type: SqlType): { name?: string; type: SqlType }[] | undefined {
  if (type.kind === 'map') return [{ type: type.key }, { type: type.value }];
  if (type.kind !== 'array') return undefined;
  const { element } = type;
  // How many columns an element has is not known where its type is not.
  if (element.kind === 'opaque') return undefined;
  if (element.kind !== 'row') return [{ type: element }];
  return element.fields.map((field) => ({ name: field.name?.toLowerCase(), type: field.type }));
}
