import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IAthenaDatabase } from './athena-database';

/**
 * Resources that must wait for the database, as they spell its name instead of referring to it.
 *
 * A database of another stack is left to whoever made the stacks: one dependency between stacks is enough for all.
 */
export function databaseToWaitFor(database: IAthenaDatabase, stack: Stack): CfnResource | undefined {
  const resource = database.node.defaultChild;
  return CfnResource.isCfnResource(resource) && Stack.of(resource) === stack ? resource : undefined;
}
