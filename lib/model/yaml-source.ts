import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { TextPosition as Position } from './problem';
import { type AliasTargets, aliasTargets, excessiveAlias } from './yaml-expansion';

/** Something that is wrong with the text itself. */
export interface YamlProblem {
  readonly position: Position;
  readonly message: string;
}

type Path = readonly (string | number)[];

/** A YAML text that remembers where each value was written. YAML 1.2, and merge keys (`<<`), as people use anchors. */
export class YamlSource {
  /** What is wrong with the text; its value is only good if this is empty. */
  public readonly problems: readonly YamlProblem[];
  private readonly document: Document.Parsed;
  private readonly lines = new LineCounter();
  private readonly aliases: AliasTargets;

  constructor(private readonly text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines, merge: true, prettyErrors: false });
    const found = [...this.document.errors, ...this.document.warnings].map((each) => this.problemOf(each));
    this.aliases = aliasTargets(this.document);
    const ofAnchors = this.unknownAnchors();
    this.problems = [...found, ...ofAnchors, ...(ofAnchors.length > 0 ? [] : this.excessiveAnchors())];
  }

  /** The text as plain data. */
  public value(): unknown {
    // Many uses of one anchor are no mistake; what comes to too much is a problem above.
    return this.document.toJS({ maxAliasCount: -1 });
  }

  /** Where the value at a path is written, or the innermost thing around it that is. */
  public positionOf(path: Path): Position {
    return this.positionAt(this.nodesAlong(path).at(-1)?.range?.[0] ?? 0);
  }

  /** Where the key at a path is written. */
  public keyPositionOf(path: Path): Position {
    const parent = this.nodesAlong(path.slice(0, -1)).at(-1);
    const key = isMap(parent) ? this.pairOf(parent, path.at(-1))?.key : undefined;
    return isScalar(key) ? this.positionAt(key.range?.[0] ?? 0) : this.positionOf(path);
  }

  /** A scalar as it is written: `012` where the value is 12. */
  public writtenAt(path: Path): string | undefined {
    const nodes = this.nodesAlong(path);
    const node = nodes.length > path.length ? nodes.at(-1) : undefined;
    return isScalar(node) ? node.source : undefined;
  }

  /** Where a place in the text at a path is written; nothing where YAML folds the text's lines or spells it otherwise. */
  public positionInText(path: Path, { line, column }: Position): Position | undefined {
    const nodes = this.nodesAlong(path);
    const node = nodes.length > path.length ? nodes.at(-1) : undefined;
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
    const [start, end] = node.range;
    const value = node.value.split('\n');
    if (node.type === 'BLOCK_LITERAL') {
      const header = this.positionAt(start).line;
      const first = value.findIndex((each) => each !== '');
      const written = this.text.split('\n')[header + first] ?? '';
      const indentation = written.replace(/\r$/, '').length - (value[first] ?? '').length;
      return { line: header + line, column: column + indentation };
    }
    const within = this.text.slice(start, end).indexOf(node.value);
    return value.length === 1 && within >= 0 ? this.positionAt(start + within + column - 1) : undefined;
  }

  private nodesAlong(path: Path): Node[] {
    const nodes: Node[] = [];
    let node: unknown = this.document.contents;
    for (const key of [undefined, ...path]) {
      if (key !== undefined) node = this.childOf(node, key);
      node = this.resolved(node);
      if (!isMap(node) && !isSeq(node) && !isScalar(node)) break;
      nodes.push(node);
    }
    return nodes;
  }

  private childOf(node: unknown, key: string | number): unknown {
    if (isSeq(node)) return node.items[Number(key)];
    return isMap(node) ? this.pairOf(node, key)?.value : undefined;
  }

  private pairOf(map: YAMLMap, key: string | number | undefined): Pair | undefined {
    const own = map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
    if (own) return own;
    const merged = map.items.filter((pair) => isScalar(pair.key) && pair.key.source === '<<');
    const sources = merged
      .map((pair) => this.resolved(pair.value))
      .flatMap((each) => (isSeq(each) ? each.items : each));
    for (const source of sources.map((each) => this.resolved(each))) {
      const pair = isMap(source) ? this.pairOf(source, key) : undefined;
      if (pair) return pair;
    }
    return undefined;
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? this.aliases.get(node) : node;
  }

  private positionAt(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private unknownAnchors(): YamlProblem[] {
    const unknown = [...this.aliases].filter(([, target]) => !target);
    return unknown.map(([alias]) => ({
      position: this.positionAt(alias.range?.[0] ?? 0),
      message: `unknown anchor ${JSON.stringify(alias.source)}; write &${alias.source} at an earlier value, or quote the text if it is no anchor`,
    }));
  }

  private excessiveAnchors(): YamlProblem[] {
    const found = excessiveAlias(this.document.contents, this.aliases);
    return found ? [{ position: this.positionAt(found.node.range?.[0] ?? 0), message: found.message }] : [];
  }

  private problemOf(error: YAMLError): YamlProblem {
    const [start, end] = error.pos;
    return { position: this.positionAt(start), message: this.messageOf(error, start, end) };
  }

  private messageOf(error: YAMLError, start: number, end: number): string {
    switch (error.code) {
      case 'DUPLICATE_KEY': {
        const key = /^(?:"[^"]*"|'[^']*'|[^:\s]+)/.exec(this.text.slice(start))?.[0] ?? '';
        return `a key must occur once, found ${key} again; keep one of them`;
      }
      case 'TAB_AS_INDENT':
        return 'YAML must be indented with spaces, found a tab; replace it';
      case 'MULTIPLE_DOCS':
        return 'a file must hold one document, found a second; remove the --- and what follows it';
      case 'TAG_RESOLVE_FAILED':
        return `unknown tag ${JSON.stringify(this.text.slice(start, end))}; write a plain value, tags and CloudFormation's functions mean nothing here`;
      case 'BLOCK_AS_IMPLICIT_KEY':
        return 'a value must not contain a colon and a space, found one; put the value in quotes';
      default: {
        const [first = '', ...rest] = error.message;
        return `not YAML: ${first.toLowerCase()}${rest.join('').replace(/\.$/, '')}; look at quotes, brackets and indentation here and just before`;
      }
    }
  }
}
