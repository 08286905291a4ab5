import { argumentProblem } from '../functions/argument-types';
import { shapeProblem } from '../functions/call-shape';
import type { Argument } from '../functions/call-type';
import { kindOf } from '../functions/known-functions';
import type { Call } from '../syntax/expression';
import type { TextAnalysis } from './text-analysis';

/** Refuses a function that there is not, or not with such arguments. */
export function checkShape(call: Call, analysis: TextAnalysis): void {
  // LISTAGG comes without what WITHIN GROUP adds to its arguments.
  if (call.name === 'listagg' && call.withinGroup) return;
  const lambdas = call.operands.map((operand) => operand.kind === 'lambda');
  const problem = shapeProblem(call.name, lambdas);
  if (problem) throw analysis.refusal(call.at, problem);
}

/** Refuses arguments of types that the function does not take, at the one to blame if there is one. */
export function checkArguments(call: Call, given: readonly Argument[], analysis: TextAnalysis): void {
  if (call.name === 'listagg' && call.withinGroup) return;
  const types = given.map((each) => (typeof each === 'function' ? undefined : each));
  const found = argumentProblem(call.name, types);
  if (found) throw analysis.refusal(found.index === undefined ? call.at : call.operands[found.index].at, found.problem);
}

/** Refuses what only aggregates, or only window functions, may have. */
export function checkModifiers(call: Call, analysis: TextAnalysis): void {
  const { name, at, filter, window, distinct, nulls, orderBy } = call;
  const kind = kindOf(name);
  const refuse = (problem: string) => analysis.refusal(at, problem);
  if (filter && window) {
    throw refuse(
      `a window function has no FILTER, found one at ${name}: move the condition into the argument with CASE or IF`,
    );
  }
  if (kind === 'window' && !window) {
    throw refuse(`${name} needs a window, found none: add OVER (PARTITION BY ... ORDER BY ...)`);
  }
  if (nulls && kind !== 'window') {
    throw refuse(
      `only functions such as lag and first_value take IGNORE or RESPECT NULLS, found it at ${name}: leave it out`,
    );
  }
  if (kind === 'aggregate' || kind === 'window') return;
  const found = (filter && 'a FILTER') || (distinct && 'DISTINCT') || (orderBy.length > 0 && 'ORDER BY') || undefined;
  if (found) throw refuse(`only an aggregate has ${found}, found it at ${name}: leave it out`);
  if (window) throw refuse(`only aggregates and window functions have OVER, found it at ${name}: leave it out`);
}
