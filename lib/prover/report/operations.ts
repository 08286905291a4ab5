import type { ObjectKind } from './access-object';

/**
 * What actions let somebody do, in words. Where a word stands for several actions it is used only if all are there, and
 * an action without a word keeps its name, so that nothing is lost in between.
 */
const WORDS: readonly (readonly [word: string, actions: readonly string[]])[] = [
  ['find', ['glue:GetDatabase', 'glue:GetDatabases']],
  ['read', ['glue:BatchGetPartition', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables']],
  ['read', ['s3:GetObject']],
  ['read tags', ['s3:GetObjectTagging', 's3:GetObjectVersionTagging']],
  ['read versions', ['s3:GetObjectVersion']],
  ['list', ['s3:ListBucket']],
  ['list uploads', ['s3:ListBucketMultipartUploads']],
  ['list versions', ['s3:ListBucketVersions']],
  ['locate', ['s3:GetBucketLocation']],
  ['write', ['s3:PutObject']],
  ['write tags', ['s3:PutObjectTagging']],
  ['delete', ['s3:DeleteObject']],
  ['restore', ['s3:RestoreObject']],
  ['end uploads', ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts']],
  ['run queries', ['athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:StartQueryExecution']],
  ['decrypt', ['kms:Decrypt']],
  ['encrypt', ['kms:GenerateDataKey']],
];

/** Whose actions are about a kind of object. */
const SERVICES: Readonly<Partial<Record<ObjectKind, string>>> = {
  buckets: 's3',
  prefixes: 's3',
  databases: 'glue',
  tables: 'glue',
  workgroups: 'athena',
  keys: 'kms',
};

/** Words for a set of actions, sorted; an action without one is its own word. */
export function operationsOf(actions: ReadonlySet<string>, kind: ObjectKind): readonly string[] {
  const words = wordsOf(kind).filter(([, all]) => all.every((action) => actions.has(action)));
  const said = new Set(words.flatMap(([, all]) => all));
  return [...words.map(([word]) => word), ...[...actions].filter((action) => !said.has(action))].sort();
}

/** The actions that a word stands for. */
export function actionsOf(operation: string, kind: ObjectKind): readonly string[] {
  return wordsOf(kind).find(([word]) => word === operation)?.[1] ?? [operation];
}

/** A kind of several services has none: two of them might share a word. */
function wordsOf(kind: ObjectKind) {
  const service = SERVICES[kind];
  return service === undefined ? [] : WORDS.filter(([, actions]) => actions.every((a) => a.startsWith(`${service}:`)));
}
