import { quoteIdentifier } from '../../model/quoting';
import { type Field, visible } from '../scope/field';
import type { Expression, Name, NameChain } from '../syntax/expression';
import type { Select, SelectedStar } from '../syntax/query';
import { checkAliases } from './common-tables';
import { typeOf } from './expression-analysis';
import type { ExpressionContext } from './expression-context';
import { chain, readField, resolve } from './name-resolution';

/** The columns that a `*` of a select list stands for, all of which are read. */
export function starFields(star: SelectedStar, select: Select, context: ExpressionContext): Field[] {
  const { target, aliases } = star;
  const fields = target ? targetFields(target, star, context) : allFields(star, select, context);
  if (aliases) checkAliases(aliases, fields.length, 'this list', context.analysis);
  const named = aliases ? fields.map((field, i) => ({ ...field, name: aliases[i].text })) : fields;
  // Fields of a relation, or of a struct: none has a qualifier any more, or is hidden.
  return named.map(({ name, type, sources }) => ({ name, type, sources }));
}

function allFields(star: SelectedStar, select: Select, context: ExpressionContext): readonly Field[] {
  if (select.from.length === 0) {
    throw context.analysis.refusal(star.at, 'a * stands for the columns of FROM, found no FROM: name the columns');
  }
  const fields = visible(context.scope.fields);
  readFields(fields, star, context);
  writeOut(star, fields, context);
  return fields;
}

function targetFields(target: Expression, star: SelectedStar, context: ExpressionContext): readonly Field[] {
  if (target.kind === 'name') {
    const fields = context.scope.fieldsOf(target.parts.map((part) => part.text));
    if (fields.length > 0) {
      readFields(fields, star, context);
      writeOut(star, fields, context);
      return fields;
    }
    checkQualified(target, star, context);
  }
  return rowFields(target, star, context);
}

/** Before `.*` the engine takes a column only after its table's name: `t.s.*`. */
function checkQualified({ parts }: NameChain, star: SelectedStar, { scope, analysis }: ExpressionContext): void {
  const { field, rest } = resolve(parts, scope, analysis);
  if (parts.length - rest.length > 1) return;
  const text = parts.map((part) => part.text);
  const fix = field.qualifier ? `write ${chain([...field.qualifier, ...text])}.*` : 'name its fields';
  throw analysis.refusal(star.at, `a struct before .* needs its table's name, found ${chain(text)}.*: ${fix}`);
}

function readFields(fields: readonly Field[], star: SelectedStar, { analysis }: ExpressionContext): void {
  const at: Name = { text: '*', at: star.at };
  for (const field of fields) readField(field, [at], analysis, new Set());
}

/** `(row).*`: each field comes from whatever the row comes from. */
function rowFields(target: Expression, star: SelectedStar, context: ExpressionContext): Field[] {
  const sources = new Set<string>();
  const type = typeOf(target, context, sources);
  if (type.kind !== 'row') {
    const known = type.kind === 'opaque' ? 'a type that is not known' : 'something else';
    throw context.analysis.refusal(star.at, `x.* takes a table of FROM or a struct, found ${known}: name the columns`);
  }
  const named = type.fields.every((field) => field.name !== undefined);
  if (target.kind === 'name' && named) {
    const base = chain(target.parts.map((part) => part.text));
    const texts = type.fields.map((field) => `${base}.${quoteIdentifier(field.name ?? '')}`);
    record(star, texts, context);
  }
  return type.fields.map((field) => ({ name: field.name?.toLowerCase(), type: field.type, sources }));
}

/** Remembers what a star stands for, if that can be written: columns without a name, or with that of another, cannot. */
function writeOut(star: SelectedStar, fields: readonly Field[], context: ExpressionContext): void {
  const texts: string[] = [];
  for (const { name, qualifier = [] } of fields) {
    if (name === undefined || context.scope.matches([...qualifier, name]).length !== 1) return;
    texts.push(chain([...qualifier, name]));
  }
  record(star, texts, context);
}

function record({ at, aliases }: SelectedStar, texts: readonly string[], { analysis }: ExpressionContext): void {
  const named = aliases?.length === texts.length;
  const items = texts.map((text, i) => (named ? `${text} AS ${quoteIdentifier(aliases[i].text)}` : text));
  analysis.expansions.push({ at, text: items.join(', ') });
}
