import type { Construct } from 'constructs';
import type { Lake } from '../model/lake';
import { RecordsBucket } from './records-bucket';

const ID = 'Records';

/** The one bucket where all functions of a lake keep what they have to remember; made by whoever needs it first. */
export function recordsOf(scope: Construct, { results }: Pick<Lake, 'results'>): RecordsBucket {
  const made = scope.node.tryFindChild(ID);
  if (made instanceof RecordsBucket) return made;
  return new RecordsBucket(scope, ID, { kmsKeyArn: results.kmsKey, destroy: results.destroy });
}
