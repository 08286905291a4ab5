import { Command, Option } from 'commander';
import type { Decision } from '../../lib/authorization/decide';
import { type Explanation, explain } from '../../lib/authorization/explain';
import { describeGrant } from '../../lib/authorization/grant-text';
import { lakeAccessSpec } from '../../lib/authorization/lake-access-spec';
import { lakeBaseGrants } from '../../lib/authorization/lake-base-grants';
import type { Reason } from '../../lib/authorization/requirement-verdict';
import { OPERATIONS, type Operation } from '../../lib/authorization/rules/operation';
import { readLakeFile } from '../../lib/model/config-file';
import { type Lake, lakeFrom } from '../../lib/model/lake';
import { unknownValue } from '../../lib/model/unknown-value';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { analysedViews } from '../../lib/views/analysed-views';
import { textTable } from '../text-table';

/** What the authorization table's predicates say. */
const PREDICATES: Readonly<Record<string, string>> = {
  All: 'ALL on',
  AnyC: 'some column of',
  AnyT: 'some table privilege on',
  CSel: 'SELECT on the used columns of',
  DbAll: 'ALL on database',
  DbCreate: 'CREATE_TABLE on database',
  TAlt: 'ALTER on',
  TDel: 'DELETE on',
  TDesc: 'DESCRIBE on',
  TDrop: 'DROP on',
  TIns: 'INSERT on',
  TSel: 'SELECT on all of',
};

/** What a role of a lake may do with one of its views. */
export function explainAccess(lake: Lake, role: string, view: string, operations?: readonly Operation[]): Explanation {
  const roles = lake.roles.map((each) => each.name);
  if (!roles.includes(role))
    throw new QuiltAthenaValidationError(unknownValue('role', role, roles), 'the option --role');
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
    ...(problems.length === 0 ? [] : ['', 'Nothing is derived for anyone until this is put right:']),
    ...problems.map(({ message }) => `  ${message}`),
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
    ...(remedy.text === '' ? [] : [`  to do: ${remedy.text}`]),
    ...(note === undefined ? [] : [`  note: ${note}`]),
  ];
}

function describeReason({ predicate, database, table, columns, missingColumns, text }: Reason): string {
  if (database === undefined) return text ?? predicate;
  const object = table === undefined ? database : `${database}.${table}`;
  const used = columns && columns.length > 0 ? ` (${columns.join(', ')})` : '';
  const lacking = missingColumns && missingColumns.length > 0 ? `: not ${missingColumns.join(', ')}` : '';
  return `${PREDICATES[predicate] ?? predicate} ${object}${used}${lacking}${text === undefined ? '' : ` ${text}`}`;
}

/** `quilt-athena explain`. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('Tell what a role may do with a view, and why.')
    .option('-c, --config <file>', 'the configuration', 'quilt-athena.yaml')
    .requiredOption('-r, --role <name>', 'short name of the role')
    .requiredOption('-v, --view <name>', 'name of the view, with its database where several are called so')
    .addOption(new Option('-o, --operation <name>', 'only this operation').choices(OPERATIONS))
    .option('--json', 'print JSON, for scripts', false)
    .addHelpText(
      'after',
      `
Outcomes: allow; policy-deny, where AWS would let what the rules do not; aws-deny, where it is the other way round; deny.
Nothing is deployed and no AWS account is asked: it is what holds once the configuration is deployed.

Examples:
  quilt-athena explain --role analyst --view daily_sales
  quilt-athena explain --role analyst --view sales.daily --operation select --json | jq .decisions[0].remedy`,
    )
    .action((options: { config: string; role: string; view: string; operation?: Operation; json: boolean }) => {
      const file = readLakeFile(options.config);
      const operations = options.operation === undefined ? undefined : [options.operation];
      const explanation = explainAccess(lakeFrom(file.stackName, file.config), options.role, options.view, operations);
      console.log(options.json ? JSON.stringify(explanation, undefined, 2) : describeExplanation(explanation));
    });
}
