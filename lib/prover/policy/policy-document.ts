import { PolicyNotUnderstoodError } from './policy-not-understood';

/** One or several. */
export type OneOrMore<T> = T | readonly T[];

/** Who a resource policy's statement is about: everyone, or by kind. */
export type PrincipalElement = '*' | Readonly<Record<string, OneOrMore<string>>>;

/** Operator → key → values. Numbers and booleans are what the CDK writes for some. */
export type ConditionElement = Readonly<Record<string, Readonly<Record<string, OneOrMore<string | number | boolean>>>>>;

/** A statement as policies have it (IAM User Guide: reference_policies_elements). */
export interface StatementElement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PrincipalElement;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Condition?: ConditionElement;
}

/** A policy without tokens. */
export interface PlainPolicy {
  readonly Version: '2012-10-17';
  readonly Id?: string;
  readonly Statement: OneOrMore<StatementElement>;
}

/** A policy and what it is called in messages. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PlainPolicy;
}

const OF_POLICY = new Set(['Version', 'Id', 'Statement']);
const OF_STATEMENT = new Set([
  'Sid',
  'Effect',
  'Principal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

export function listOf<T>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** The statements of a policy. Fails where it has an element that nothing here evaluates. */
export function statementsOf({ name, document }: NamedPolicy): readonly StatementElement[] {
  refuseOthers(name, Object.keys(document), OF_POLICY);
  // The older version takes `${` literally (reference_policies_elements_version).
  if (document.Version !== '2012-10-17') {
    throw new PolicyNotUnderstoodError(name, `Version must be 2012-10-17, found ${JSON.stringify(document.Version)}`);
  }
  const statements = listOf(document.Statement);
  for (const statement of statements) checkStatement(name, statement);
  return statements;
}

function checkStatement(name: string, statement: StatementElement): void {
  refuseOthers(name, Object.keys(statement), OF_STATEMENT);
  const { Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new PolicyNotUnderstoodError(name, `Effect must be Allow or Deny, found ${JSON.stringify(effect)}`);
  }
  for (const [one, other] of [['Action', 'NotAction'] as const, ['Resource', 'NotResource'] as const]) {
    if ((statement[one] === undefined) !== (statement[other] === undefined)) continue;
    throw new PolicyNotUnderstoodError(
      name,
      `a statement has one of ${one} and ${other}, found ${JSON.stringify(statement)}`,
    );
  }
}

function refuseOthers(name: string, keys: readonly string[], known: ReadonlySet<string>): void {
  const other = keys.find((key) => !known.has(key));
  if (other !== undefined) {
    throw new PolicyNotUnderstoodError(name, `elements must be among ${[...known].join(', ')}, found ${other}`);
  }
}
