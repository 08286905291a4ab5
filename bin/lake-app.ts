import { App } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';

/**
 * The CDK app of a lake described in a file.
 *
 * Whoever wrote the file has no code that a stack trace of each resource could point to, and taking one is a third of
 * what creating a resource costs; `cdk --debug` takes them all the same.
 *
 * @param outdir where the cloud assembly goes; by default, where the CDK says
 */
export function newLakeApp(outdir?: string): App {
  // Its own synthesis at the end of the process would tell of a failed one again, with a stack trace.
  return new App({ outdir, autoSynth: false, context: { [DISABLE_CREATION_STACK_TRACES]: true } });
}
