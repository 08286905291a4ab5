/** Where the lake is; values may be literals or CDK tokens. */
export interface AwsEnvironment {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `amazonaws.com`, in China `amazonaws.com.cn`. */
  readonly urlSuffix: string;
}

/** The longest values each can take: what policy lengths are measured with, whatever they will be. */
export const WORST_CASE: AwsEnvironment = {
  partition: 'aws-us-gov',
  region: 'ap-southeast-99',
  account: '0'.repeat(12),
  urlSuffix: 'amazonaws.com.cn',
};

/** ARNs of what a query touches (Service Authorization Reference: Athena, Glue, S3). */
export function arnsIn({ partition, region, account }: AwsEnvironment) {
  const glue = `arn:${partition}:glue:${region}:${account}`;
  const athena = `arn:${partition}:athena:${region}:${account}`;
  return {
    catalog: `${glue}:catalog`,
    database: (name: string) => `${glue}:database/${name}`,
    table: (database: string, pattern: string) => `${glue}:table/${database}/${pattern}`,
    workgroup: (name: string) => `${athena}:workgroup/${name}`,
    dataCatalog: (name: string) => `${athena}:datacatalog/${name}`,
    bucket: (name: string) => `arn:${partition}:s3:::${name}`,
    objects: (name: string, pattern = '*') => `arn:${partition}:s3:::${name}/${pattern}`,
  };
}
