import { arnFields } from './arn-fields';
import { type Glob, globContains, globMatches, globOf, textGlob } from './glob';
import { ipRange } from './ip-range';
import { PolicyNotUnderstoodError } from './policy-not-understood';
import { hasVariables, templateOf } from './policy-variables';
import type { RequestContext } from './request';

/** Whether a value of the request is what a value of the policy says. */
export type ValueTest = (value: string, context: RequestContext) => boolean;

/** How an operator compares. */
export interface Comparison {
  /** Prepares one value of a policy. */
  readonly prepare: (place: string, value: string) => ValueTest;
  /** True where no value of the policy is met. */
  readonly negated: boolean;
}

const text = (wildcards: boolean, fold: (value: string) => string = (value) => value) => {
  return (place: string, value: string): ValueTest => {
    if (!hasVariables(value)) {
      const folded = fold(value);
      if (!wildcards || !/[*?]/.test(value)) return (other) => fold(other) === folded;
      const glob = globOf(value);
      return (other) => globMatches(glob, other);
    }
    const template = templateOf(place, value, wildcards);
    return (other, context) => {
      const glob = template(context);
      return glob !== undefined && globContains(folded(glob, fold), textGlob(fold(other)));
    };
  };
};

function folded(glob: Glob, fold: (value: string) => string): Glob {
  return glob.map((symbol) => (symbol < 0 ? symbol : fold(String.fromCharCode(symbol)).charCodeAt(0)));
}

/** Each of the six parts is compared by itself, and each may have wildcards, in `ArnEquals` as in `ArnLike`. */
function arn(place: string, value: string): ValueTest {
  const fields = arnFields(value);
  if (!fields) throw new PolicyNotUnderstoodError(place, `an ARN has six parts, found ${value}`);
  const tests = fields.map((field) => text(true)(place, field));
  return (other, context) => arnFields(other)?.every((field, i) => tests[i](field, context)) ?? false;
}

const numeric = (holds: (value: number, limit: number) => boolean) => ordered(numberOf, holds);
const date = (holds: (value: number, limit: number) => boolean) => ordered(timeOf, holds);

function ordered(parse: (place: string, value: string) => number, holds: (value: number, limit: number) => boolean) {
  return (place: string, value: string): ValueTest => {
    const limit = parse(place, withoutVariables(place, value));
    return (other) => holds(parse(place, other), limit);
  };
}

function numberOf(place: string, value: string): number {
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  throw new PolicyNotUnderstoodError(place, `a number is expected, found ${JSON.stringify(value)}`);
}

/** ISO 8601, or seconds since 1970. */
function timeOf(place: string, value: string): number {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new PolicyNotUnderstoodError(place, `a date is expected, found ${JSON.stringify(value)}`);
}

function bool(place: string, value: string): ValueTest {
  const expected = value.toLowerCase();
  if (expected !== 'true' && expected !== 'false') {
    throw new PolicyNotUnderstoodError(place, `true or false is expected, found ${JSON.stringify(value)}`);
  }
  return (other) => other.toLowerCase() === expected;
}

function ip(place: string, value: string): ValueTest {
  const inRange = ipRange(place, withoutVariables(place, value));
  return (other) => inRange(other);
}

/** Only strings and ARNs take variables (reference_policies_variables). */
function withoutVariables(place: string, value: string): string {
  if (!hasVariables(value)) return value;
  throw new PolicyNotUnderstoodError(place, `variables stand in String and Arn operators only, found ${value}`);
}

const lower = (value: string) => value.toLowerCase();
const is = (prepare: Comparison['prepare']): Comparison => ({ prepare, negated: false });
const isNot = (prepare: Comparison['prepare']): Comparison => ({ prepare, negated: true });
const equal = (value: number, limit: number) => value === limit;

/** Every operator but `Null` (IAM User Guide: reference_policies_elements_condition_operators). */
export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', is(text(false))],
  ['StringNotEquals', isNot(text(false))],
  ['StringEqualsIgnoreCase', is(text(false, lower))],
  ['StringNotEqualsIgnoreCase', isNot(text(false, lower))],
  ['StringLike', is(text(true))],
  ['StringNotLike', isNot(text(true))],
  ['ArnEquals', is(arn)],
  ['ArnLike', is(arn)],
  ['ArnNotEquals', isNot(arn)],
  ['ArnNotLike', isNot(arn)],
  ['NumericEquals', is(numeric(equal))],
  ['NumericNotEquals', isNot(numeric(equal))],
  ['NumericLessThan', is(numeric((value, limit) => value < limit))],
  ['NumericLessThanEquals', is(numeric((value, limit) => value <= limit))],
  ['NumericGreaterThan', is(numeric((value, limit) => value > limit))],
  ['NumericGreaterThanEquals', is(numeric((value, limit) => value >= limit))],
  ['DateEquals', is(date(equal))],
  ['DateNotEquals', isNot(date(equal))],
  ['DateLessThan', is(date((value, limit) => value < limit))],
  ['DateLessThanEquals', is(date((value, limit) => value <= limit))],
  ['DateGreaterThan', is(date((value, limit) => value > limit))],
  ['DateGreaterThanEquals', is(date((value, limit) => value >= limit))],
  ['Bool', is(bool)],
  ['BinaryEquals', is(text(false))],
  ['IpAddress', is(ip)],
  ['NotIpAddress', isNot(ip)],
]);
