import type { ReachedBase } from './base-expansion';
import type { Grant, Privilege } from './grant';
import type { ObjectName } from './object-name';
import type { PrivilegeSet } from './privilege-set';
import type { BasePredicate, Fact, Requirement } from './rules/requirement';

/** One predicate that was asked, on which table and columns, and the answer. */
export interface Reason {
  /**
   * `TSel`, `CSel`, `TIns`, `All`, `AnyT`, `AnyC`, `DbAll`, …; `Use` of a table of Tabulator; `Fact` and `Never` are about
   * the objects themselves.
   */
  readonly predicate: string;
  readonly held: boolean;
  readonly database?: string;
  readonly table?: string;
  /** Those asked for. */
  readonly columns?: readonly string[];
  /** Those of them that are not granted. */
  readonly missingColumns?: readonly string[];
  readonly text?: string;
}

/** The requirement as it was asked: each leaf with its answer. */
export type RequirementTree =
  | Reason
  | { readonly held: boolean; readonly all: readonly RequirementTree[] }
  | { readonly held: boolean; readonly any: readonly RequirementTree[] };

/** Whether a requirement holds, why, and which grants would make it hold. */
export interface Verdict {
  readonly holds: boolean;
  readonly reasons: readonly Reason[];
  readonly tree: RequirementTree;
  readonly missing: readonly Grant[];
  /** Tables of Tabulator, whose use no grant gives. */
  readonly missingTabulator: readonly string[];
  /** What no grant can change. */
  readonly obstacles: readonly string[];
}

/** What a requirement is evaluated on. */
export interface RequirementContext {
  readonly principal: string;
  readonly privileges: PrivilegeSet;
  readonly object: ReachedBase;
  readonly bases: readonly ReachedBase[];
  /** Tables of Tabulator among what is behind the object. */
  readonly federated: readonly string[];
  readonly usesTabulator: boolean;
  readonly strict: boolean;
  readonly quantifier: 'all' | 'some';
  readonly countDescribe: boolean;
  readonly facts: Readonly<Record<Fact, string | undefined>>;
}

const PREDICATE_OF: Readonly<Record<Privilege, string>> = {
  ALL: 'All',
  ALTER: 'TAlt',
  CREATE_TABLE: 'DbCreate',
  DELETE: 'TDel',
  DESCRIBE: 'TDesc',
  DROP: 'TDrop',
  INSERT: 'TIns',
  SELECT: 'TSel',
};

/** Evaluates a requirement of the authorization table. */
export function verdictOn(requirement: Requirement, context: RequirementContext): Verdict {
  if ('all' in requirement) return conjunction(requirement.all.map((part) => verdictOn(part, context)));
  if ('never' in requirement) {
    const { never } = requirement;
    return { ...single({ predicate: 'Never', held: false, text: never }, undefined), obstacles: [never] };
  }
  if ('fact' in requirement) return factVerdict(requirement.fact, context);
  if ('onDatabase' in requirement) return databaseVerdict(requirement.onDatabase, context);
  if ('onObject' in requirement) return baseVerdict(requirement.onObject, context.object, context);
  const predicate = 'forBases' in requirement ? requirement.forBases : requirement.forAllBases;
  const verdicts = [
    ...context.bases.map((base) => baseVerdict(predicate, base, context)),
    ...context.federated.map((table) => useVerdict(table, context)),
  ];
  return 'forBases' in requirement && context.quantifier === 'some' ? disjunction(verdicts) : conjunction(verdicts);
}

/** Whoever may use Tabulator may read every table of it, and there is no more and no less of it to be had. */
function useVerdict(table: string, { usesTabulator: held }: RequirementContext): Verdict {
  const verdict = single({ predicate: 'Use', held, text: `the use of Tabulator for ${table}` }, undefined);
  return { ...verdict, missingTabulator: held ? [] : [table] };
}

function factVerdict(fact: Fact, { facts }: RequirementContext): Verdict {
  const text = facts[fact];
  const held = text === undefined;
  const verdict = single({ predicate: 'Fact', held, text: text ?? fact }, undefined);
  return { ...verdict, obstacles: text === undefined ? [] : [text] };
}

function databaseVerdict(privilege: Privilege, { privileges, object, principal }: RequirementContext): Verdict {
  const { database } = object;
  const held = privileges.databaseHolds(database, privilege);
  const predicate = privilege === 'ALL' ? 'DbAll' : PREDICATE_OF[privilege];
  return single({ predicate, held, database }, { principal, database, privileges: [privilege] });
}

function baseVerdict(predicate: BasePredicate, base: ReachedBase, context: RequirementContext): Verdict {
  if ('allOf' in predicate) return conjunction(predicate.allOf.map((part) => baseVerdict(part, base, context)));
  if ('anyOf' in predicate) return disjunction(predicate.anyOf.map((part) => baseVerdict(part, base, context)));
  if ('table' in predicate) return tableVerdict(predicate.table, predicate.grantable ?? false, base, context);
  if ('anyOn' in predicate) return anyVerdict(predicate.anyOn, base, context);
  const whole = predicate.columns !== 'used' && context.strict && base.behindAnalytical;
  return whole ? tableVerdict('SELECT', false, base, context) : columnsVerdict(base, context);
}

function tableVerdict(
  privilege: Privilege,
  grantable: boolean,
  base: ReachedBase,
  context: RequirementContext,
): Verdict {
  const { privileges, principal } = context;
  const held = grantable ? privileges.canPassOn(base, privilege) : privileges.holds(base, privilege);
  const passedOn = grantable ? { grantable: [privilege] } : {};
  return single(
    {
      predicate: PREDICATE_OF[privilege],
      held,
      ...on(base),
      ...(grantable ? { text: 'with the right to pass it on' } : {}),
    },
    { principal, ...on(base), privileges: [privilege], ...passedOn },
  );
}

/** A query that reads no column at all still needs one: DESCRIBE shows no rows, not even how many. */
function columnsVerdict(base: ReachedBase, context: RequirementContext): Verdict {
  const { privileges, principal } = context;
  if (privileges.holds(base, 'SELECT')) {
    return single({ predicate: 'TSel', held: true, ...on(base), columns: base.columns }, undefined);
  }
  if (base.columns.length === 0) return anyVerdict('column', base, context);
  const missing = privileges.missingColumns(base, base.columns);
  return single(
    { predicate: 'CSel', held: missing.length === 0, ...on(base), columns: base.columns, missingColumns: missing },
    { principal, ...on(base), columns: missing, privileges: ['SELECT'] },
  );
}

function anyVerdict(what: 'table' | 'column', base: ReachedBase, context: RequirementContext): Verdict {
  const { privileges, principal, countDescribe } = context;
  const held = what === 'table' ? privileges.anyOnTable(base, countDescribe) : privileges.anyColumn(base);
  // DESCRIBE cannot stand beside columns.
  const least: Privilege = what === 'table' && countDescribe && !privileges.anyColumn(base) ? 'DESCRIBE' : 'SELECT';
  return single(
    { predicate: what === 'table' ? 'AnyT' : 'AnyC', held, ...on(base) },
    { principal, ...on(base), privileges: [least] },
  );
}

function on({ database, table }: ObjectName): ObjectName {
  return { database, table };
}

function single(reason: Reason, missing: Grant | undefined): Verdict {
  return {
    holds: reason.held,
    reasons: [reason],
    tree: reason,
    missing: reason.held || !missing ? [] : [missing],
    missingTabulator: [],
    obstacles: [],
  };
}

function conjunction(parts: readonly Verdict[]): Verdict {
  const holds = parts.every((part) => part.holds);
  return {
    holds,
    reasons: parts.flatMap((part) => part.reasons),
    tree: parts.length === 1 ? parts[0].tree : { held: holds, all: parts.map((part) => part.tree) },
    missing: parts.flatMap((part) => part.missing),
    missingTabulator: parts.flatMap((part) => part.missingTabulator),
    obstacles: parts.flatMap((part) => part.obstacles),
  };
}

/** The branches that held; if none did, all, with what the first would take. */
function disjunction(parts: readonly Verdict[]): Verdict {
  const held = parts.filter((part) => part.holds);
  const shown = held.length > 0 ? held : parts;
  return {
    holds: held.length > 0,
    reasons: shown.flatMap((part) => part.reasons),
    tree: parts.length === 1 ? parts[0].tree : { held: held.length > 0, any: parts.map((part) => part.tree) },
    missing: held.length > 0 ? [] : (parts[0]?.missing ?? []),
    missingTabulator: held.length > 0 ? [] : (parts[0]?.missingTabulator ?? []),
    obstacles: [],
  };
}
