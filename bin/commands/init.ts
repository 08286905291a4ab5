import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { parseLakeFile } from '../../lib/model/config-file';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { readExistingStack } from '../existing-stack';
import { deployCommand } from '../init/deploy-command';
import { draftText } from '../init/draft-text';
import { type DraftRole, draftOf, type LakeDraft } from '../init/lake-draft';
import { askFor, type Conversation, type InitOptions } from '../init/questions';
import { parseRoleOption } from '../init/role-option';
import { schemaReference } from '../init/schema-reference';

interface Options extends InitOptions {
  readonly output: string;
  readonly force: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Without options it asks a few questions; where nobody can answer them, or with --yes, it takes what is in brackets.

Examples:
  quilt-athena init
  quilt-athena init --stack-name sales-prod --bucket quilt-sandbox-bucket --role analyst
  quilt-athena init --bucket a-bucket b-bucket --role analyst:read=a-bucket scientist:read=a-bucket:write=b-bucket
  quilt-athena init --from-stack sales-prod --region us-east-1 --bucket quilt-sandbox-bucket`;

/**
 * `quilt-athena init`.
 *
 * @param terminal where questions are put; nowhere if nobody sits there
 */
export function initCommand(terminal: Conversation | undefined = ownTerminal()): Command {
  return new Command('init')
    .description('Write a configuration to go on from, new or for an existing Quilt stack.')
    .option('-o, --output <file>', 'the file to write', 'quilt-athena.yaml')
    .option('--stack-name <name>', 'name of the stack that will be deployed')
    .option('--bucket <bucket...>', 'buckets that hold packages', [])
    .option(
      '--role <role...>',
      'roles: NAME reads every bucket, NAME:read=A,B:write=C the named ones',
      collectRoles,
      [],
    )
    .option('--database <name>', 'name of the new database')
    .option('--from-stack <stack>', 'Quilt stack to add to: its database, roles and settings are looked up')
    .option('--region <region>', 'region of the stack')
    .option('--force', 'replace the file if it is there', false)
    .option('--yes', 'ask nothing', false)
    .option('--json', 'print JSON, and ask nothing', false)
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => init(options, terminal));
}

function ownTerminal(): Conversation | undefined {
  return process.stdin.isTTY ? { input: process.stdin, output: process.stdout } : undefined;
}

function collectRoles(text: string, before: readonly DraftRole[]): DraftRole[] {
  return [...before, parseRoleOption(text)];
}

async function init(options: Options, terminal: Conversation | undefined): Promise<void> {
  if (existsSync(options.output) && !options.force) {
    throw new QuiltAthenaValidationError(
      `nothing written: ${options.output} is there already; name another file with --output, or replace it with --force`,
    );
  }
  if (options.fromStack && options.database) {
    throw new QuiltAthenaValidationError(
      'nothing written: --database names a new database, and --from-stack uses that of the Quilt stack; give one of them',
    );
  }
  const chosen: InitOptions = terminal && !options.yes && !options.json ? await askFor(options, terminal) : options;
  const quilt = chosen.fromStack ? await readExistingStack(chosen.fromStack, chosen.region) : undefined;
  const draft = draftOf(chosen, quilt);
  const text = validText(draft, options.output);
  mkdirSync(path.dirname(path.resolve(options.output)), { recursive: true });
  writeFileSync(options.output, text);
  console.log(
    options.json ? JSON.stringify(summary(draft, options.output), undefined, 2) : nextSteps(draft, options.output),
  );
}

/** The text, having been read as it will be: what `init` writes must not be refused by what comes after. */
function validText(draft: LakeDraft, file: string): string {
  const schema = schemaReference(file);
  // Without buckets the file holds an example to uncomment, which is how it is read here.
  const completed = draft.buckets.length > 0 ? draft : { ...draft, buckets: ['quilt-sandbox-bucket'] };
  try {
    parseLakeFile(draftText(completed, schema), file);
  } catch (error) {
    if (!(error instanceof QuiltAthenaValidationError)) throw error;
    throw new QuiltAthenaValidationError(`nothing written, as it would not be valid:\n${error.message}`);
  }
  return draftText(draft, schema);
}

function summary(draft: LakeDraft, file: string) {
  return {
    file,
    stackName: draft.stackName,
    database: draft.databaseName ?? null,
    buckets: draft.buckets,
    roles: draft.roles.map((role) => role.arn ?? role.name),
    missing: draft.buckets.length > 0 ? [] : ['buckets'],
  };
}

function nextSteps(draft: LakeDraft, file: string): string {
  const buckets = draft.quilt
    ? `Name your buckets in it first: a Quilt stack does not tell which it has.`
    : `Name your buckets in it first.`;
  return [
    `Wrote ${file}.`,
    ...(draft.buckets.length > 0 ? [] : [buckets]),
    `See what it makes: npx quilt-athena plan --config ${file}`,
    `Deploy it:         ${deployCommand(file)}`,
  ].join('\n');
}
