#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { QuiltAthenaValidationError } from '../lib/model/validation-error';
import { bootstrapCommand } from './commands/bootstrap';
import { doctorCommand } from './commands/doctor';
import { explainCommand } from './commands/explain';
import { initCommand } from './commands/init';
import { lineageCommand } from './commands/lineage';
import { localCommand } from './commands/local';
import { planCommand } from './commands/plan';
import { tabulatorCommand } from './commands/tabulator';
import { verifyCommand } from './commands/verify';
import { viewCommand } from './commands/view-types';

/** The command line. */
async function main(): Promise<void> {
  const program = new Command('quilt-athena')
    .description('The SQL side of a Quilt data lake, as code.')
    .addHelpText('after', "\nDeploying is the CDK's work: npx cdk deploy -c config=quilt-athena.yaml")
    .showHelpAfterError('(quilt-athena --help tells what there is)');
  const commands = [
    initCommand(),
    planCommand(),
    explainCommand(),
    lineageCommand(),
    viewCommand(),
    tabulatorCommand(),
    bootstrapCommand(),
    verifyCommand(),
    doctorCommand(),
    localCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  await program.parseAsync();
}

main().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    console.error(error instanceof QuiltAthenaValidationError ? error.message : error);
    process.exitCode = 1;
  }
});
