import { bucketNameProblem } from './bucket-name';

/** A place in S3 that holds a table's data. */
export interface S3Location {
  readonly bucket: string;
  /** Ends in a slash, or is empty: the whole bucket. */
  readonly prefix: string;
}

const LOCATION = /^s3:\/\/([^/]+)\/((?:[^/]+\/)*)$/;

/** `s3://bucket/prefix/` → its parts; nothing if it has another form. */
export function parseS3Location(text: string): S3Location | undefined {
  const [, bucket, prefix] = LOCATION.exec(text) ?? [];
  return bucket === undefined || bucketNameProblem(bucket) ? undefined : { bucket, prefix };
}

/** What is wrong with a location, if anything. */
export function s3LocationProblem(text: string): string | undefined {
  const found = `found ${JSON.stringify(text)}`;
  const [, bucket] = LOCATION.exec(text) ?? [];
  if (bucket !== undefined) return bucketNameProblem(bucket);
  // Without the slash a prefix listing would match siblings as well: data_old beside data.
  if (LOCATION.test(`${text}/`)) return `a location must end in a slash, ${found}; write ${JSON.stringify(`${text}/`)}`;
  return `a location must have the form s3://bucket/prefix/, ${found}; write it so`;
}
