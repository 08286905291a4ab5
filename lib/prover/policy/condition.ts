import { COMPARISONS, type Comparison, type ValueTest } from './condition-operators';
import { type ConditionElement, listOf } from './policy-document';
import { PolicyNotUnderstoodError } from './policy-not-understood';
import { requireDefaults } from './policy-variables';
import type { RequestContext } from './request';

/** One key under one operator. */
export interface ConditionBlock {
  readonly holds: (context: RequestContext) => boolean;
  /** Lower case. */
  readonly key: string;
  /** Without prefix and suffix. */
  readonly operator: string;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  readonly values: readonly string[];
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** The blocks of a condition: all must hold. */
export function conditionBlocks(place: string, condition: ConditionElement = {}): readonly ConditionBlock[] {
  return Object.entries(condition).flatMap(([name, keys]) => {
    const [, quantifier, operator, ifExists] = OPERATOR.exec(name) ?? [];
    if (!operator || !isKnown(operator, quantifier, ifExists)) {
      throw new PolicyNotUnderstoodError(place, `condition operators must be IAM's, found ${JSON.stringify(name)}`);
    }
    return Object.entries(keys).map(([key, given]): ConditionBlock => {
      const values = listOf(given).map(String);
      const block = {
        key: key.toLowerCase(),
        operator,
        quantifier: quantifier as ConditionBlock['quantifier'],
        ifExists: ifExists !== undefined,
        values,
      };
      return { ...block, holds: operator === 'Null' ? nullTest(place, block) : blockTest(place, block) };
    });
  });
}

/** Whether a missing key fulfils `ForAnyValue:…IfExists`, no page says: the one rule says no, the other yes. */
function isKnown(operator: string, quantifier: string | undefined, ifExists: string | undefined): boolean {
  if (operator === 'Null') return quantifier === undefined && ifExists === undefined;
  return COMPARISONS.has(operator) && !(quantifier === 'ForAnyValue' && ifExists !== undefined);
}

type Unevaluated = Omit<ConditionBlock, 'holds'>;

function nullTest(place: string, { key, values }: Unevaluated): ConditionBlock['holds'] {
  const missing = values.map((value) => {
    if (value === 'true' || value === 'false') return value === 'true';
    throw new PolicyNotUnderstoodError(place, `Null takes true or false, found ${JSON.stringify(value)}`);
  });
  return (context) => missing.includes(!context.has(key));
}

function blockTest(place: string, block: Unevaluated): ConditionBlock['holds'] {
  const comparison = COMPARISONS.get(block.operator) as Comparison;
  if (comparison.negated) for (const value of block.values) requireDefaults(place, value);
  const tests = block.values.map((value) => comparison.prepare(place, value));
  const met = (value: string, context: RequestContext) => anyOf(tests, value, context) !== comparison.negated;
  const { key, quantifier } = block;
  const whenMissing = block.ifExists || missingIs(comparison, quantifier);
  return (context) => {
    const values = context.get(key);
    if (values === undefined) return whenMissing;
    if (quantifier === 'ForAllValues') return values.every((value) => met(value, context));
    if (quantifier === 'ForAnyValue') return values.some((value) => met(value, context));
    if (values.length > 1) {
      throw new PolicyNotUnderstoodError(
        place,
        `a key with several values needs ForAllValues or ForAnyValue, found ${block.operator} on ${key}`,
      );
    }
    return met(values[0], context);
  };
}

function anyOf(tests: readonly ValueTest[], value: string, context: RequestContext): boolean {
  for (const test of tests) if (test(value, context)) return true;
  return false;
}

/** IAM User Guide: reference_policies_condition-single-vs-multi-valued-context-keys, …_elements_condition_operators. */
function missingIs({ negated }: Comparison, quantifier: ConditionBlock['quantifier']): boolean {
  if (quantifier === 'ForAllValues') return true;
  if (quantifier === 'ForAnyValue') return false;
  return negated;
}
