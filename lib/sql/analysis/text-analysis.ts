import type { SqlCatalog } from '../sql-catalog';
import { SqlError } from '../sql-error';
import type { Position, Span } from '../syntax/position';

/** What a text is to become: `view` is stored, so its columns need names and only `$path` of the hidden ones works. */
export type Purpose = 'query' | 'view';

/** What does not change within one text, and what is learned about it on the way. */
export class TextAnalysis {
  public readonly reads = new Set<string>();
  public readonly tables = new Set<string>();
  public readonly views = new Set<string>();
  /** Tables of other data catalogs, by `federatedKey`. */
  public readonly federated = new Set<string>();
  /** Texts that stars stand for. */
  public readonly expansions: Expansion[] = [];

  constructor(
    public readonly catalog: SqlCatalog,
    public readonly settings: Settings,
  ) {}

  refusal(at: Position, problem: string): SqlError {
    return new SqlError(problem, at, this.settings.place);
  }
}

/** How names in a text are understood. */
export interface Settings {
  /** Name of the catalog that `SqlCatalog` describes. */
  readonly catalog: string;
  /** Database of unqualified names. */
  readonly schema?: string;
  readonly place?: string;
  readonly purpose: Purpose;
  /** Views whose texts are being analysed, outermost first. */
  readonly within: readonly string[];
}

export interface Expansion {
  readonly at: Span;
  readonly text: string;
}
