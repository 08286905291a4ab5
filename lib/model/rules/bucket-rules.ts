import { LAYOUTS } from '../../catalog/layouts';
import { keyArnProblem } from '../arn';
import { bucketNameProblem } from '../bucket-name';
import { unknownValue } from '../unknown-value';
import { quote, type Rule, repeated } from './rule';

const someBucketIsDeclared: Rule = function* ({ config }) {
  if (config.buckets.length > 0) return;
  yield {
    path: ['buckets'],
    message: 'at least one bucket must be declared, found []; add the name of a bucket that holds Quilt packages',
  };
};

/**
 * With names that S3 accepts today, tables of two buckets never share a name: what follows the bucket begins with `_`,
 * which no such name contains.
 */
const bucketNamesSuitS3: Rule = function* ({ config }) {
  for (const [i, bucket] of config.buckets.entries()) {
    const problem = bucketNameProblem(bucket.name);
    if (problem) yield { path: ['buckets', i, 'name'], message: problem };
  }
};

const bucketsDiffer: Rule = function* ({ config }) {
  for (const [i, first] of repeated(config.buckets, (bucket) => bucket.name)) {
    yield {
      path: ['buckets', i, 'name'],
      message: `a bucket must be declared once, found ${quote(config.buckets[i].name)} at buckets[${first}] too; remove one of them`,
    };
  }
};

const layoutsAreKnown: Rule = function* ({ config }) {
  for (const [i, bucket] of config.buckets.entries()) {
    for (const [j, layout] of (bucket.layouts ?? []).entries()) {
      if (LAYOUTS.has(layout)) continue;
      yield { path: ['buckets', i, 'layouts', j], message: unknownValue('layout', layout, [...LAYOUTS.keys()]) };
    }
  }
};

const layoutsDiffer: Rule = function* ({ config }) {
  for (const [i, { layouts = [] }] of config.buckets.entries()) {
    for (const [j] of repeated(layouts, (layout) => layout)) {
      yield {
        path: ['buckets', i, 'layouts', j],
        message: `a layout must be named once because its tables would collide, found ${quote(layouts[j])} again; remove it`,
      };
    }
  }
};

const someLayoutIsNamed: Rule = function* ({ config }) {
  for (const [i, bucket] of config.buckets.entries()) {
    if (bucket.layouts === undefined || bucket.layouts.length > 0) continue;
    yield {
      path: ['buckets', i, 'layouts'],
      message: 'a bucket must have at least one layout, found []; leave layouts out for ["classic"]',
    };
  }
};

const bucketKeysAreKeys: Rule = function* ({ config }) {
  for (const [i, { kmsKey }] of config.buckets.entries()) {
    const problem = kmsKey === undefined ? undefined : keyArnProblem(kmsKey);
    if (problem) yield { path: ['buckets', i, 'kmsKey'], message: problem };
  }
};

const accountsAreTwelveDigits: Rule = function* ({ config }) {
  for (const [i, { account }] of config.buckets.entries()) {
    if (account === undefined || /^\d{12}$/.test(account)) continue;
    yield {
      path: ['buckets', i, 'account'],
      message: `account must be 12 digits, found ${quote(account)}; write it in quotes, with its leading zeros`,
    };
  }
};

/** What declared buckets must meet. */
export const BUCKET_RULES: readonly Rule[] = [
  someBucketIsDeclared,
  bucketNamesSuitS3,
  bucketsDiffer,
  layoutsAreKnown,
  layoutsDiffer,
  someLayoutIsNamed,
  bucketKeysAreKeys,
  accountsAreTwelveDigits,
];
