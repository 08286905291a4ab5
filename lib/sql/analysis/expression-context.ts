import type { Scope } from '../scope/scope';
import type { TextAnalysis } from './text-analysis';

/** Where an expression stands. */
export interface ExpressionContext {
  readonly analysis: TextAnalysis;
  readonly scope: Scope;
  /** Names that WINDOW defines. */
  readonly windows: ReadonlySet<string>;
  /** Pattern variables, in MATCH_RECOGNIZE. */
  readonly labels?: ReadonlySet<string>;
  /** Whether a lambda is around: a query cannot be inside it. */
  readonly inLambda?: boolean;
  /** Whether queries inside stand alone: those in the condition of an outer join. */
  readonly uncorrelated?: boolean;
}

const NO_WINDOWS: ReadonlySet<string> = new Set();

export function contextOf(analysis: TextAnalysis, scope: Scope, windows = NO_WINDOWS): ExpressionContext {
  return { analysis, scope, windows };
}
