import { Errors } from 'aws-cdk-lib';
import { readLakeFile } from '../lib/model/config-file';
import { QuiltAthenaValidationError } from '../lib/model/validation-error';
import { newLakeApp } from './lake-app';
import { LakeStack } from './lake-stack';

/** The CDK app: `npx cdk deploy [-c config=FILE]`. */
function main(): void {
  const app = newLakeApp();
  const config: unknown = app.node.tryGetContext('config') ?? 'quilt-athena.yaml';
  new LakeStack(app, readLakeFile(String(config)));
  app.synth();
}

try {
  main();
} catch (error) {
  // What is wrong with a declaration is told by its message; a stack trace would only hide it.
  if (!(error instanceof QuiltAthenaValidationError || Errors.isConstructError(error))) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
