/** One rule for bucket names: what is wrong with the name, and what to do about it. */
interface BucketNameRule {
  readonly broken: (name: string) => boolean;
  readonly rule: string;
  readonly advice?: string;
}

const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/**
 * The rules of S3 for general purpose buckets; the first broken one is told.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const RULES: readonly BucketNameRule[] = [
  {
    broken: (name) => /^s3:|\//.test(name),
    rule: 'bucket name must be the name alone',
    advice: 'leave out s3:// and everything after the name',
  },
  {
    broken: (name) => /^arn:/.test(name),
    rule: 'bucket name must be the name alone, not an ARN',
    advice: 'write what follows the last colon',
  },
  {
    broken: (name) => /[A-Z_]/.test(name) && /^[A-Za-z0-9._-]+$/.test(name),
    rule: 'bucket name must have no capitals and no _',
    advice:
      'buckets that old cannot be declared: Glue folds capitals, and with _ in names ' +
      'the pattern <bucket>_* would match tables of another bucket too',
  },
  {
    broken: (name) => name.length < 3 || name.length > 63,
    rule: 'bucket name must have 3 to 63 characters',
  },
  {
    broken: (name) => !/^[a-z0-9.-]+$/.test(name),
    rule: 'bucket name may have only a-z, 0-9, . and -',
  },
  {
    broken: (name) => !/^[a-z0-9].*[a-z0-9]$/.test(name),
    rule: 'bucket name must begin and end with a letter or digit',
  },
  {
    broken: (name) => name.includes('..'),
    rule: 'bucket name must have no two dots in a row',
  },
  {
    broken: (name) => /^\d+\.\d+\.\d+\.\d+$/.test(name),
    rule: 'bucket name must not look like an IP address',
  },
  ...RESERVED_PREFIXES.map((prefix) => ({
    broken: (name: string) => name.startsWith(prefix),
    rule: `bucket name must not begin with ${prefix}, which S3 reserves`,
  })),
  ...RESERVED_SUFFIXES.map((suffix) => ({
    broken: (name: string) => name.endsWith(suffix),
    rule: `bucket name must not end with ${suffix}, which S3 reserves`,
  })),
];

/** What is wrong with the name of a bucket, if anything. */
export function bucketNameProblem(name: string): string | undefined {
  const broken = RULES.find((each) => each.broken(name));
  if (!broken) return undefined;
  return `${broken.rule}, found ${JSON.stringify(name)}; ${broken.advice ?? 'write the name as S3 shows it'}`;
}
