import { Command, Option } from 'commander';
import { problemLine } from '../../lib/authorization/access-problem';
import type { Decision } from '../../lib/authorization/decide';
import { type Explanation, explain } from '../../lib/authorization/explain';
import { type ExplainedDecision, explainDecision } from '../../lib/authorization/explain-decision';
import { describeGrant } from '../../lib/authorization/grant-text';
import { lakeAccessSpec } from '../../lib/authorization/lake-access-spec';
import { lakeBaseGrants } from '../../lib/authorization/lake-base-grants';
import { OPERATIONS, type Operation } from '../../lib/authorization/rules/operation';
import { readLakeFile } from '../../lib/model/config-file';
import { type Lake, lakeFrom } from '../../lib/model/lake';
import { unknownValue } from '../../lib/model/unknown-value';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { analysedViews, analyseViews } from '../../lib/views/analysed-views';
import { askedObject } from '../explain/asked-object';
import { describeDecided } from '../explain/decision-text';
import { describeReason } from '../explain/reason-text';
import { BASES_NOT_KNOWN, isDeclared, withViewToBe } from '../explain/view-to-be';
import { textOfFile } from '../lineage/text-file';
import { textTable } from '../text-table';

/** What a role of a lake may do with one of its views. */
export function explainAccess(lake: Lake, role: string, view: string, operations?: readonly Operation[]): Explanation {
  checkRole(lake, role);
  const views = analysedViews(lake);
  const named = views.filter((each) => each.key === view.toLowerCase() || each.view.name === view.toLowerCase());
  if (named.length > 1) {
    const keys = named.map((each) => each.key).join(', ');
    throw new QuiltAthenaValidationError(
      `a view is named by its database too where several are called so, found ${view} for ${keys}; write one of them`,
      'the option --view',
    );
  }
  const [found] = named;
  if (!found) {
    const known = views.map((each) => each.key);
    throw new QuiltAthenaValidationError(unknownValue('view', view, known), 'the option --view');
  }
  const { database, name } = found.view;
  return explain(lakeAccessSpec(lake, views), lakeBaseGrants(lake), role, { database, table: name }, operations);
}

/** One operation on one table or view. */
export interface Question {
  readonly role: string;
  readonly operation: Operation;
  /** `database.name`. */
  readonly on: string;
  /** Of a table, those used, with commas between. @default - all */
  readonly columns?: string;
  readonly caller: 'user' | 'internal';
  /** Query of a view that is to be created, and is not declared. @default - what it reads is not known */
  readonly sql?: string;
}

/** Whether a role may do one thing with a table or view of a lake, and why. */
export function explainOne(declared: Lake, question: Question): ExplainedDecision {
  const { role, operation, on, columns, caller, sql } = question;
  checkRole(declared, role);
  const toBe = operation === 'create' && !isDeclared(declared, on);
  if (sql !== undefined && !toBe) {
    const rule = 'the query of a view is named where one that is not declared is to be created';
    throw new QuiltAthenaValidationError(`${rule}, found ${operation} of ${on}; leave it out`, 'the option --sql');
  }
  const lake = toBe ? withViewToBe(declared, on, sql) : declared;
  const views = analysedViews(lake);
  const isView = (key: string) => views.some((view) => view.key === key);
  const object = askedObject(on, columns, analyseViews(lake).catalog, isView);
  const decided = explainDecision(lakeAccessSpec(lake, views), lakeBaseGrants(lake), {
    role,
    operation: caller === 'internal' && operation === 'explain' ? 'explain-internal' : operation,
    object,
  });
  return toBe && sql === undefined ? { ...decided, note: BASES_NOT_KNOWN } : decided;
}

function checkRole(lake: Lake, role: string): void {
  const roles = lake.roles.map((each) => each.name);
  if (!roles.includes(role))
    throw new QuiltAthenaValidationError(unknownValue('role', role, roles), 'the option --role');
}

/** The explanation as people read it. */
export function describeExplanation(explanation: Explanation): string {
  const { role, view, kind, regime, reading, decisions, derived, problems } = explanation;
  return [
    `Role ${role} and the ${kind} view ${view} (regime ${regime}, ${reading} reading)`,
    '',
    textTable(
      ['OPERATION', 'OUTCOME', 'POLICY', 'AWS'],
      decisions.map((d) => [
        d.operation,
        d.outcome,
        d.policy.holds ? 'holds' : 'does not hold',
        d.aws.holds ? 'lets it' : 'does not let it',
      ]),
    ),
    ...decisions.flatMap(describeDecision),
    '',
    `Derived grants: ${derived.length === 0 ? 'none' : ''}`.trimEnd(),
    ...derived.map((grant) => `  ${describeGrant(grant)}`),
    ...(problems.length === 0 ? [] : ['', 'The configuration cannot be deployed like this:']),
    ...problems.map((problem) => `  ${problemLine(problem)}`),
  ].join('\n');
}

function describeDecision({ operation, outcome, policy, aws, remedy, note }: Decision): string[] {
  return [
    '',
    `${operation}: ${outcome}`,
    ...policy.reasons.map((reason) => `  ${reason.held ? 'yes' : 'no '}  ${describeReason(reason)}`),
    ...aws.missing.map((grant) => `  AWS lacks ${describeGrant(grant)}`),
    ...aws.missingActions.map(
      ({ database, table, actions }) =>
        `  AWS lacks ${actions.join(', ')} on ${database}${table === undefined ? '' : `.${table}`}`,
    ),
    ...(aws.missingTabulator ?? []).map((table) => `  AWS lacks the use of Tabulator for ${table}`),
    ...(remedy.text === '' ? [] : [`  to do: ${remedy.text}`]),
    ...(note === undefined ? [] : [`  note: ${note}`]),
  ];
}

/** `quilt-athena explain`. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('Tell what a role may do with a view or table, and why.')
    .option('-c, --config <file>', 'the configuration', 'quilt-athena.yaml')
    .requiredOption('-r, --role <name>', 'short name of the role')
    .option(
      '-v, --view <name>',
      'a view, of which every operation is told; with its database where several are called so',
    )
    .option('--on <database.name>', 'a view or table, of which the one operation is decided')
    .addOption(new Option('-o, --operation <name>', 'only this operation; needed with --on').choices(OPERATIONS))
    .option('--sql <file>', 'of a view to be created that is not declared, the file with its query')
    .option('--columns <names>', 'of a table, the columns that are used, with commas between (default: all)')
    .addOption(
      new Option('--caller <who>', 'whose EXPLAIN: that of a user, or the one the service runs itself')
        .choices(['user', 'internal'])
        .default('user'),
    )
    .option('--json', 'print JSON, for scripts', false)
    .addHelpText(
      'after',
      `
Outcomes: allow; policy-deny, where AWS would let what the rules do not; aws-deny, where it is the other way round; deny.
Nothing is deployed and no AWS account is asked: it is what holds once the configuration is deployed. One that cannot be is
judged by the grants that it declares, and what is to be put right is told below. A view to be created need not be declared,
but its database: without its query, the decision is about the database alone. It is taken to be an invoker view.

Examples:
  quilt-athena explain --role analyst --view daily_sales
  quilt-athena explain --role analyst --operation select --on sales.daily_sales
  quilt-athena explain --role analyst --operation select --on sales.orders --columns id,total --json | jq .missing
  quilt-athena explain --role analyst --operation create --on sales.weekly_sales --sql weekly.sql`,
    )
    .action(explainAction);
}

interface ExplainOptions {
  readonly config: string;
  readonly role: string;
  readonly view?: string;
  readonly on?: string;
  readonly operation?: Operation;
  readonly columns?: string;
  readonly sql?: string;
  readonly caller: 'user' | 'internal';
  readonly json: boolean;
}

function explainAction({ config, view, on, operation, json, sql, ...options }: ExplainOptions): void {
  const file = readLakeFile(config);
  const lake = lakeFrom(file.stackName, file.config);
  const told = <T>(answer: T, text: (answer: T) => string) =>
    console.log(json ? JSON.stringify(answer, undefined, 2) : text(answer));
  if (on !== undefined && view === undefined) {
    if (operation) {
      const text = sql === undefined ? undefined : textOfFile(sql);
      told(explainOne(lake, { ...options, on, operation, sql: text }), describeDecided);
      return;
    }
    throw new QuiltAthenaValidationError(
      `one operation must be named with --on, found none; write --operation and one of ${OPERATIONS.join(', ')}`,
    );
  }
  if (sql !== undefined) {
    throw new QuiltAthenaValidationError(
      'the query of a view goes with --on and --operation create',
      'the option --sql',
    );
  }
  if (view === undefined || on !== undefined) {
    throw new QuiltAthenaValidationError(
      `a view or a table must be named once, found ${on === undefined ? 'none' : 'two'}; write --on database.name with --operation, or --view name`,
    );
  }
  told(explainAccess(lake, options.role, view, operation && [operation]), describeExplanation);
}
