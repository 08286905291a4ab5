import { keyArnProblem } from '../arn';
import { bucketNameProblem } from '../bucket-name';
import { formatByteSize } from '../byte-size';
import type { WorkgroupConfig } from '../lake-config';
import { type DeclaredLake, quote, type Rule } from './rule';

/** Athena's least limit: https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const LEAST_CUTOFF = 10_000_000;
const ENGINES = ['Athena engine version 3', 'AUTO'];
/** At some 60 buckets a shard, three times the 1,000 buckets the library is made for. */
const MOST_SHARDS = 50;

function* workgroupsOf({ config }: DeclaredLake): Generator<[path: (string | number)[], settings: WorkgroupConfig]> {
  if (config.workgroups) yield [['workgroups'], config.workgroups];
  for (const [i, { workgroup }] of config.roles.entries()) if (workgroup) yield [['roles', i, 'workgroup'], workgroup];
}

const cutoffsSuitAthena: Rule = function* (lake) {
  for (const [path, { bytesScannedCutoff: cutoff }] of workgroupsOf(lake)) {
    const problem = cutoff === undefined ? undefined : cutoffProblem(cutoff);
    if (problem) yield { path: [...path, 'bytesScannedCutoff'], message: problem };
  }
};

function cutoffProblem(cutoff: number): string | undefined {
  if (!Number.isSafeInteger(cutoff)) {
    return `bytesScannedCutoff must be a whole number of bytes, found ${quote(cutoff)}; write for example 100000000000 (100 GB)`;
  }
  if (cutoff === 0 || cutoff >= LEAST_CUTOFF) return undefined;
  const least = `${LEAST_CUTOFF} (${formatByteSize(LEAST_CUTOFF)})`;
  return `bytesScannedCutoff must be at least ${least} as Athena asks, or 0 for no limit, found ${quote(cutoff)}; raise it`;
}

/** What an upgrade changes is Athena's to say, so the engine is pinned, or left to Athena knowingly. */
const enginesAreKnown: Rule = function* (lake) {
  for (const [path, { engineVersion }] of workgroupsOf(lake)) {
    if (engineVersion === undefined || ENGINES.includes(engineVersion)) continue;
    yield {
      path: [...path, 'engineVersion'],
      message: `engineVersion must be ${ENGINES.map(quote).join(' or ')}, found ${quote(engineVersion)}; leave it out for the first`,
    };
  }
};

const resultsLiveAtLeastADay: Rule = function* ({ config }) {
  const days = config.results?.expirationDays;
  if (days === undefined || (Number.isSafeInteger(days) && days >= 1)) return;
  yield {
    path: ['results', 'expirationDays'],
    message: `expirationDays must be a whole number from 1, found ${quote(days)}; write 1 for the shortest life of results`,
  };
};

const resultsBucketSuitsS3: Rule = function* ({ config }) {
  const name = config.results?.bucketName;
  const problem = name === undefined ? undefined : bucketNameProblem(name);
  if (problem) yield { path: ['results', 'bucketName'], message: problem };
};

const resultsHaveTheirOwnBucket: Rule = function* ({ config }) {
  const name = config.results?.bucketName;
  const i = config.buckets.findIndex((bucket) => bucket.name === name);
  if (name === undefined || i < 0) return;
  yield {
    path: ['results', 'bucketName'],
    message: `results must have a bucket of their own because it expires, found ${quote(name)}, which holds packages (buckets[${i}]); choose another name`,
  };
};

const resultsKeyIsAKey: Rule = function* ({ config }) {
  const key = config.results?.kmsKey;
  const problem = key === undefined ? undefined : keyArnProblem(key);
  if (problem) yield { path: ['results', 'kmsKey'], message: problem };
};

/** The statement they are left out of keeps results from everybody but Athena; `*` would leave out everybody. */
const exclusionsAreArns: Rule = function* ({ config }) {
  for (const [i, arn] of (config.results?.excludeArnsFromDeny ?? []).entries()) {
    if (/^arn:[a-z0-9*-]+:(iam|sts)::[^:]+:.+$/.test(arn)) continue;
    yield {
      path: ['results', 'excludeArnsFromDeny', i],
      message: `excludeArnsFromDeny must hold ARNs of IAM principals, found ${quote(arn)}; write for example arn:aws:iam::123456789012:role/scanner-*`,
    };
  }
};

const shardsAreFew: Rule = function* ({ config }) {
  const shards = config.tables?.shards;
  if (shards === undefined || (Number.isInteger(shards) && shards >= 0 && shards <= MOST_SHARDS)) return;
  yield {
    path: ['tables', 'shards'],
    message: `shards must be a whole number from 0 to ${MOST_SHARDS}, found ${quote(shards)}; count about 60 buckets a shard`,
  };
};

/** What settings of workgroups, results and tables must meet. */
export const SETTINGS_RULES: readonly Rule[] = [
  cutoffsSuitAthena,
  enginesAreKnown,
  resultsLiveAtLeastADay,
  resultsBucketSuitsS3,
  resultsHaveTheirOwnBucket,
  resultsKeyIsAKey,
  exclusionsAreArns,
  shardsAreFew,
];
