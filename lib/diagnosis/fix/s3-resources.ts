import { awsArn } from './aws-arn';

/** A bucket and a key in it. */
export interface S3Place {
  readonly bucket: string;
  /** Empty: the bucket itself. */
  readonly key: string;
}

/** Where a URL (`s3://bucket/key`, also `s3a://`) or an ARN points to. */
export function s3Place(text: string | null | undefined): S3Place | undefined {
  const arn = awsArn(text);
  const path = arn?.service === 's3' ? arn.resource : /^s3[an]?:\/\/(.+)$/is.exec(text ?? '')?.[1];
  const match = /^([A-Za-z0-9][\w.-]{1,254})(?:\/(.*))?$/s.exec(path?.replace(/[.]+$/, '') ?? '');
  return match ? { bucket: match[1], key: match[2] ?? '' } : undefined;
}

/** The folder of a key, closed by a slash; empty for a key without one. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

/** Actions that S3 knows for a bucket; all others here are an object's (Service Authorization Reference: list_amazons3). */
export const ON_BUCKET: ReadonlySet<string> = new Set([
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListBucketVersions',
]);
