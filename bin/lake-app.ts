import { App } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';

/**
 * The CDK app of a lake described in a file.
 *
 * Whoever wrote the file has no code that a stack trace of each resource could point to, and taking one is a third of
 * what creating a resource costs; `cdk --debug` takes them all the same.
 */
export function newLakeApp(): App {
  return new App({ context: { [DISABLE_CREATION_STACK_TRACES]: true } });
}
