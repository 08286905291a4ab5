import { nearMiss } from '../../model/near-miss';
import { quoteIdentifier } from '../../model/quoting';
import type { Field } from '../scope/field';
import type { Scope } from '../scope/scope';
import type { Name } from '../syntax/expression';
import type { Span } from '../syntax/position';
import type { SqlType } from '../types/sql-type';
import { textOf } from '../types/type-text';
import type { ExpressionContext } from './expression-context';
import type { TextAnalysis } from './text-analysis';

/** Hidden columns that Athena refuses in views (docs.aws.amazon.com/athena/latest/ug/select.html, on `$path`). */
const NOT_IN_VIEWS = ['$bucket', '$file_modified_time', '$file_size', '$partition'];

/** The type of `a.b.c`, whatever its parts name; the column is read. */
export function namedType(parts: readonly Name[], context: ExpressionContext, sources: Set<string>): SqlType {
  const { analysis, scope, labels } = context;
  if (labels && parts.length > 1) return labelledType(parts, context, labels, sources);
  const { field, rest } = resolve(parts, scope, analysis);
  readField(field, parts, analysis, sources);
  return rest.reduce((type, name) => fieldType(type, name, analysis), field.type);
}

/** In pattern matching, what stands before a column is a pattern variable, and nothing else can. */
function labelledType(
  parts: readonly Name[],
  context: ExpressionContext,
  labels: ReadonlySet<string>,
  sources: Set<string>,
): SqlType {
  const [first, ...rest] = parts;
  if (labels.has(first.text)) {
    const { labels: _, ...inside } = context;
    if (rest.length > 1) {
      const fix = 'take the field of the struct in a query around it';
      throw context.analysis.refusal(first.at, `a pattern variable stands before a column, found more: ${fix}`);
    }
    return namedType(rest, inside, sources);
  }
  const known = `one of ${[...labels].join(', ')}`;
  const rule = `a column in MATCH_RECOGNIZE follows a pattern variable or nothing, found ${quoteIdentifier(first.text)}`;
  throw context.analysis.refusal(first.at, `${rule}: write ${known}, or the column alone`);
}

/** Marks a field as read. */
export function readField(field: Field, parts: readonly Name[], analysis: TextAnalysis, sources: Set<string>): void {
  if (field.hidden && analysis.settings.purpose === 'view' && NOT_IN_VIEWS.includes(field.name ?? '')) {
    const found = `found ${quoteIdentifier(field.name ?? '')}`;
    throw analysis.refusal(parts[0].at, `a view can use no hidden column but "$path", ${found}: leave it out`);
  }
  if (field.column) analysis.reads.add(field.column);
  for (const source of field.sources) sources.add(source);
}

/** The field that the longest beginning of a chain names, in the nearest scope that knows one, and what is left. */
export function resolve(
  parts: readonly Name[],
  scope: Scope,
  analysis: TextAnalysis,
): { field: Field; rest: readonly Name[] } {
  const names = parts.map((part) => part.text);
  let closed = false;
  for (let here: Scope | undefined = scope; here; here = here.parent) {
    closed ||= here.closed;
    for (let length = names.length; length > 0; length--) {
      const matches = here.matches(names.slice(0, length));
      if (matches.length > 1) throw ambiguous(parts.slice(0, length), matches, analysis);
      if (matches.length === 0) continue;
      if (closed) throw correlated(parts, analysis);
      return { field: matches[0], rest: parts.slice(length) };
    }
  }
  throw unknownColumn(parts, scope, analysis);
}

function correlated(parts: readonly Name[], analysis: TextAnalysis) {
  const found = `found ${chain(parts.map((part) => part.text))}`;
  const rule = `the condition of an outer join, and queries in it, must not refer to what is around them, ${found}`;
  return analysis.refusal(parts[0].at, `${rule}: join with that query instead, or move the condition to WHERE`);
}

function ambiguous(parts: readonly Name[], matches: readonly Field[], analysis: TextAnalysis) {
  const name = parts[parts.length - 1].text;
  const ways = [...new Set(matches.map((each) => chain([...(each.qualifier ?? []), name])))];
  const fix = ways.length > 1 ? `write ${ways.join(' or ')}` : 'give one of them another name with AS';
  const found = `found ${matches.length} columns called ${chain(parts.map((part) => part.text))}`;
  return analysis.refusal(parts[0].at, `a column must be unambiguous, ${found}: ${fix}`);
}

function unknownColumn(parts: readonly Name[], scope: Scope, analysis: TextAnalysis) {
  const rule = `a column must be one of those in FROM, found ${chain(parts.map((part) => part.text))}`;
  return analysis.refusal(parts[0].at, `${rule}: ${hintAt(parts, scope)}`);
}

/** What was probably meant: a column with that qualifier, a qualifier with that column, or another column. */
function hintAt(parts: readonly Name[], scope: Scope): string {
  const fields = [...scope.everyField()];
  const last = parts[parts.length - 1].text;
  const prefix = parts.slice(0, -1).map((part) => part.text);
  const qualified = fields.filter((field) => prefix.length > 0 && field.qualifier?.at(-1) === prefix.at(-1));
  const candidates = namesOf(qualified.length > 0 ? qualified : fields);
  const near = nearMiss(last, candidates);
  const meant = fields.find((field) => field.name === near && (qualified.length === 0 || qualified.includes(field)));
  if (near && meant) return `write ${chain(prefix.length > 0 ? [...(meant.qualifier ?? []), near] : [near])}`;
  const elsewhere = fields.find((field) => field.name === last && field.qualifier);
  if (elsewhere) return `write ${chain([...(elsewhere.qualifier ?? []), last])}`;
  if (candidates.length === 0) return 'there is no FROM that has columns';
  const shown = candidates.slice(0, 8).map(quoteIdentifier).join(', ');
  if (candidates.length === 1) return `write ${shown}`;
  return `write one of ${shown}${candidates.length > 8 ? ` and ${candidates.length - 8} more` : ''}`;
}

function namesOf(fields: readonly Field[]): string[] {
  return [...new Set(fields.flatMap((field) => (field.name === undefined || field.hidden ? [] : [field.name])))];
}

/** The type of a struct's field. */
export function fieldType(type: SqlType, name: Name, analysis: TextAnalysis): SqlType {
  if (type.kind === 'opaque') return type;
  const wanted = quoteIdentifier(name.text);
  if (type.kind !== 'row') {
    const rule = `only a struct has fields, found ${wanted} of a ${textOf(type)}`;
    throw analysis.refusal(name.at, `${rule}: leave the field out, or check what stands before it`);
  }
  const matches = type.fields.filter((field) => field.name?.toLowerCase() === name.text);
  if (matches.length === 1) return matches[0].type;
  const known = type.fields.flatMap((field) => (field.name === undefined ? [] : [field.name]));
  const near = nearMiss(name.text, known);
  const fix = near
    ? `write ${quoteIdentifier(near)}`
    : `it has ${known.map(quoteIdentifier).join(', ') || 'none with a name'}`;
  const rule = matches.length > 1 ? 'a field must be unambiguous' : 'a field must be one of its struct';
  throw analysis.refusal(name.at, `${rule}, found ${wanted}: ${fix}`);
}

export function chain(names: readonly string[]): string {
  return names.map(quoteIdentifier).join('.');
}

export function spanOf(parts: readonly Name[]): Span {
  return { ...parts[0].at, end: parts[parts.length - 1].at.end };
}
