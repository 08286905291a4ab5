import type { TabulatorColumn, TabulatorDefinition } from '../../../lib/tabulator/definition/table-definition';
import { BadFile } from './bad-file';

/** Where each declared column stands among a file's; undefined where it is missing. */
export interface FoundColumns {
  readonly positions: readonly (number | undefined)[];
  /** What `$issue` says of missing ones. */
  readonly issue?: string;
}

function checked(columns: readonly TabulatorColumn[], positions: readonly (number | undefined)[]): FoundColumns {
  const missing = columns.filter((_, i) => positions[i] === undefined);
  const said = (each: readonly TabulatorColumn[]) =>
    `column${each.length > 1 ? 's' : ''} ${each.map(({ name }) => `"${name}"`).join(', ')} missing`;
  const required = missing.filter(({ nullable }) => !nullable);
  if (required.length > 0) throw new BadFile(`${said(required)}, which must not be null`);
  return { positions, issue: missing.length > 0 ? said(missing) : undefined };
}

/** By name: exactly, else in another case. */
export function byName({ columns }: TabulatorDefinition, names: readonly string[]): FoundColumns {
  const folded = names.map((name) => name.toLowerCase());
  const positions = columns.map(({ name }) => {
    const exact = names.indexOf(name);
    const found = exact >= 0 ? exact : folded.indexOf(name.toLowerCase());
    if (found < 0) return undefined;
    const isTwice = names.indexOf(names[found], found + 1) >= 0;
    if (isTwice || (exact < 0 && folded.indexOf(folded[found], found + 1) >= 0)) {
      throw new BadFile(`column "${name}" stands there twice`);
    }
    return found;
  });
  return checked(columns, positions);
}

export function byPosition({ columns }: TabulatorDefinition, count: number): FoundColumns {
  return checked(
    columns,
    columns.map((_, i) => (i < count ? i : undefined)),
  );
}
