import { isMap, isNode, isScalar, isSeq, type Node, parseDocument, stringify, type YAMLMap } from 'yaml';
import type { ViewColumn } from './lake-views-config';

/** Columns as lines of a configuration. */
export function columnLines(columns: readonly ViewColumn[]): string {
  return stringify({ columns: columns.map(written) }, { lineWidth: 0 });
}

/**
 * The text of a configuration with the columns of a view in place of those that it had. Not a letter of anything else
 * changes, and comments on columns that had them stay.
 *
 * @param text the configuration
 * @param index which of its views
 * @param columns the view's columns
 */
export function withViewColumns(text: string, index: number, columns: readonly ViewColumn[]): string {
  const document = parseDocument(text, { merge: true });
  const view = document.getIn(['views', index], true);
  if (!isMap(view)) throw new Error(`views[${index}] is no mapping`);
  const before = view.get('columns', true);
  const comments = isSeq(before) ? commentsOf(before.items) : new Map<string, string>();
  const described = columns.map((column) => ({ ...column, comment: column.comment ?? comments.get(column.name) }));
  if (view.flow) {
    // Between braces there are no lines to put columns on: the whole text is written anew, comments included.
    document.setIn(['views', index, 'columns'], document.createNode(described.map(written), { flow: true }));
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  }
  return spliced(text, view, described);
}

/** The text with the lines of the columns where they are, or after what the view says last. */
function spliced(text: string, view: YAMLMap, columns: readonly ViewColumn[]): string {
  const isColumns = (key: unknown) => isScalar(key) && key.value === 'columns';
  const pair = view.items.find(({ key }) => isColumns(key));
  const last = view.items.at(-1);
  const indentation = text.slice(lineStart(text, startOf(view.items[0].key)), startOf(view.items[0].key)).length;
  const lines = columnLines(columns).trimEnd().split('\n');
  // Lists that begin below their key, not to the right of it, do so here as well.
  const isOutdented = /^(\s*)\w+:[^\S\n]*\n\1- /m.test(text);
  const indented = lines.map((line, i) => (i > 0 && isOutdented ? line.slice(2) : line));
  const block = indented.map((line, i) => (i === 0 && pair ? line : ' '.repeat(indentation) + line)).join('\n');
  if (pair) {
    const written = text.slice(startOf(pair.key), endOf(pair.value, pair.key));
    const kept = /\s*$/.exec(written)?.[0] ?? '';
    const start = startOf(pair.key);
    return text.slice(0, start) + block + kept + text.slice(start + written.length);
  }
  const end = endOf(last?.value, last?.key);
  const at = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1 || text.length;
  const gap = text[at - 1] === '\n' ? '' : '\n';
  return `${text.slice(0, at)}${gap}${block}\n${text.slice(at)}`;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** Where a value ends, or its key if it has none. */
function endOf(value: unknown, key: unknown): number {
  const node: Node | undefined = isNode(value) ? value : isNode(key) ? key : undefined;
  return node?.range?.[1] ?? 0;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function written({ name, type, comment }: ViewColumn): Record<string, string> {
  return comment === undefined ? { [name]: type } : { name, type, comment };
}

/** What the configuration already says about columns, by their names. */
function commentsOf(items: readonly unknown[]): Map<string, string> {
  const known = items.filter((item): item is YAMLMap => isMap(item) && item.has('name') && item.has('comment'));
  return new Map(known.map((item) => [String(item.get('name')), String(item.get('comment'))]));
}
