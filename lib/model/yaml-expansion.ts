import { type Alias, type Document, isAlias, isMap, isPair, isSeq, type Node, visit } from 'yaml';

/** More than any declaration holds, and few enough to be checked in seconds. */
const MOST_VALUES = 1_000_000;

/** What each alias stands for; nothing where there is no such anchor before it. */
export type AliasTargets = ReadonlyMap<Alias, Node | undefined>;

/** In one pass: the library looks through the whole document for each. */
export function aliasTargets(document: Document.Parsed): AliasTargets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** An alias that cannot be used. */
export interface ExcessiveAlias {
  readonly node: Node;
  readonly message: string;
}

/**
 * An anchor within itself, or anchors of anchors that stand for more values than anybody could have written: a few lines
 * can make thousands of millions.
 */
export function excessiveAlias(contents: Node | null, targets: AliasTargets): ExcessiveAlias | undefined {
  const sizes = new Map<unknown, number>();
  const open = new Set<unknown>();
  let found: ExcessiveAlias | undefined;
  const sizeOf = (node: unknown): number => {
    const known = sizes.get(node);
    if (known !== undefined) return known;
    open.add(node);
    const size = 1 + partsOf(node).reduce<number>((sum, part) => sum + partSize(part), 0);
    open.delete(node);
    sizes.set(node, size);
    return size;
  };
  const partSize = (part: unknown): number => {
    const target = isAlias(part) ? targets.get(part) : part;
    if (!isAlias(part)) return sizeOf(target);
    if (open.has(target)) {
      found ??= {
        node: part,
        message: `an anchor must not contain itself, found *${part.source} within it; write it out`,
      };
      return 0;
    }
    const size = sizeOf(target);
    if (size > MOST_VALUES) {
      found ??= {
        node: part,
        message: `anchors must stand for at most ${MOST_VALUES} values, found *${part.source}, which stands for more; write out what is meant`,
      };
    }
    return size;
  };
  const whole = partSize(contents);
  if (!found && whole > MOST_VALUES && contents) {
    const message = `a file must hold at most ${MOST_VALUES} values, what its anchors stand for included, found ${whole}; divide it`;
    return { node: contents, message };
  }
  return found;
}

function partsOf(node: unknown): readonly unknown[] {
  if (isPair(node)) return [node.key, node.value];
  return isMap(node) || isSeq(node) ? node.items : [];
}
