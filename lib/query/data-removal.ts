import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The second key: set in `cdk.json` or with `-c`, for the deployment that really is to delete data. */
export const REMOVE_DATA_CONTEXT = 'cdk-quilt-athena/removeDataOnDestroy';

/** Whether something that holds data may go with its stack: only when the property and the context key both say so. */
export function confirmsRemoval(scope: Construct, asked: boolean, what: string): boolean {
  const confirmed = [true, 'true'].includes(scope.node.tryGetContext(REMOVE_DATA_CONTEXT));
  if (asked && !confirmed) {
    Annotations.of(scope).addWarningV2(
      'cdk-quilt-athena:removalNotConfirmed',
      `${what} will be kept: to delete it, set the context key ${REMOVE_DATA_CONTEXT} to true as well`,
    );
  }
  return asked && confirmed;
}
