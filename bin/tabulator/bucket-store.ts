import { S3Client } from '@aws-sdk/client-s3';
import { s3ObjectStore } from '../../lambda/tabulator/aws/s3-object-store';
import type { ObjectStore } from '../../lambda/tabulator/object-store';

/** S3 with the credentials of the environment. */
export function bucketStore(region: string | undefined): ObjectStore {
  const isElsewhere = Boolean(process.env.AWS_ENDPOINT_URL ?? process.env.AWS_ENDPOINT_URL_S3);
  return s3ObjectStore(new S3Client({ region, forcePathStyle: isElsewhere }));
}
