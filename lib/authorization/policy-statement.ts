/** Condition operators with their keys and values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of an IAM policy, in the notation of the policy document. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions;
}

/** A policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** An Allow statement; actions are sorted so that equal rights give equal bytes. */
export function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  ...conditions: Conditions[]
): PolicyStatement {
  const merged = allOf(conditions);
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: [...new Set(actions)].sort(),
    Resource: resources,
    ...(Object.keys(merged).length > 0 ? { Condition: merged } : {}),
  };
}

/** Conditions that must all hold, as one: keys under the same operator come together. */
function allOf(conditions: readonly Conditions[]): Conditions {
  const merged: Record<string, Record<string, string | readonly string[]>> = {};
  for (const condition of conditions) {
    for (const [operator, keys] of Object.entries(condition)) merged[operator] = { ...merged[operator], ...keys };
  }
  return merged;
}

/** Statements that allow something, as a document. */
export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements.filter((s) => s.Action.length > 0 && s.Resource.length > 0),
  };
}

/** Characters IAM counts: the document without white space. */
export function policyLength(statements: readonly PolicyStatement[]): number {
  return JSON.stringify(policyDocument(statements)).length;
}
