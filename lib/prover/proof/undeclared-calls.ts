import { type Glob, globContains, globOf } from '../policy/glob';
import { listOf } from '../policy/policy-document';
import { hasVariables } from '../policy/policy-variables';
import type { CompiledStatement } from '../policy/statement';
import { type Constraint, implies } from './constraint';
import type { DeclaredCalls } from './declared-calls';

/** Part of a statement that allows more than was declared. */
export interface Undeclared {
  readonly statement: CompiledStatement;
  readonly action: string;
  readonly resource: string;
  /** What of the declaration comes nearest: only a condition of it is missing. */
  readonly unconditional?: DeclaredCalls;
}

/**
 * What statements allow beyond the declared calls.
 *
 * Every action, on every resource pattern, of every Allow must lie within one of the declared calls, as sets: the action
 * among theirs, the pattern within one of theirs, and the conditions such that theirs follow. All that is not declared
 * (other roles' results, undeclared buckets, administration, services that do not exist yet) is thereby excluded
 * without being enumerated. Denials can only take away and are not looked at.
 */
export class DeclaredBounds {
  private readonly byPattern = new Map<string, DeclaredCalls[]>();
  private readonly actions = new Map<DeclaredCalls, ReadonlySet<string>>();
  private globs?: readonly { readonly glob: Glob; readonly calls: readonly DeclaredCalls[] }[];

  constructor(declared: readonly DeclaredCalls[]) {
    for (const calls of declared) {
      this.actions.set(calls, new Set(calls.actions.map((action) => action.toLowerCase())));
      for (const pattern of calls.resources) {
        const known = this.byPattern.get(pattern);
        if (known) known.push(calls);
        else this.byPattern.set(pattern, [calls]);
      }
    }
  }

  /** What statements allow beyond these bounds. */
  public exceeded(statements: readonly CompiledStatement[]): Undeclared[] {
    return statements.flatMap((statement) => this.exceededBy(statement));
  }

  /** What one statement allows beyond these bounds. */
  public exceededBy(statement: CompiledStatement): Undeclared[] {
    const { Effect: effect, Action: actions, Resource: resources } = statement.source;
    if (effect !== 'Allow') return [];
    if (actions === undefined) return [{ statement, action: 'everything but NotAction', resource: 'its resources' }];
    if (resources === undefined) {
      return listOf(actions).map((action) => ({ statement, action, resource: 'everything but NotResource' }));
    }
    const implied = new Map<Constraint, boolean>();
    const follows = (constraint: Constraint) => {
      const known = implied.get(constraint);
      if (known !== undefined) return known;
      const answer = implies(statement.conditions, constraint);
      implied.set(constraint, answer);
      return answer;
    };
    const found: Undeclared[] = [];
    const names = listOf(actions).map((action) => action.toLowerCase());
    const withinAll = (calls: DeclaredCalls) => {
      const declared = this.actions.get(calls);
      return names.every((name) => declared?.has(name)) && calls.only.every(follows);
    };
    for (const resource of listOf(resources)) {
      const exact = this.byPattern.get(resource) ?? [];
      if (exact.some(withinAll)) continue;
      for (const action of listOf(actions)) {
        const name = action.toLowerCase();
        const within = (calls: DeclaredCalls) => this.actions.get(calls)?.has(name) && calls.only.every(follows);
        if (exact.some(within)) continue;
        const around = this.around(resource);
        if (around.some(within)) continue;
        const unconditional = around.find((calls) => this.actions.get(calls)?.has(name));
        found.push({ statement, action, resource, unconditional });
      }
    }
    return found;
  }

  /** Declared calls with a pattern that takes in another one. A variable may stand for anything. */
  private around(resource: string): readonly DeclaredCalls[] {
    this.globs ??= [...this.byPattern].map(([pattern, calls]) => ({ glob: globOf(pattern), calls }));
    const asked = globOf(hasVariables(resource) ? resource.replace(/\$\{[^}]*\}/g, '*') : resource);
    return this.globs.filter(({ glob }) => globContains(glob, asked)).flatMap(({ calls }) => calls);
  }
}
