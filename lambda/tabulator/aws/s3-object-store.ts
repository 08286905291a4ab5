import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { type ObjectPlace, type ObjectStore, ObjectUnavailable, urlOf } from '../object-store';

const EMPTY = Buffer.alloc(0);
const THROTTLED = ['SlowDown', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'ServiceUnavailable'];

/** Errors that come back however often one asks; any other, such as a session's end, says nothing about the object. */
const UNAVAILABLE: Readonly<Record<string, string>> = {
  AccessDenied: "the connector's role must not read it",
  Forbidden: "the connector's role must not read it",
  InvalidObjectState: 'it is archived',
  NoSuchKey: 'there is no such object',
  NotFound: 'there is no such object',
  NoSuchBucket: 'there is no such bucket',
  NoSuchVersion: 'there is no such version of it',
  InvalidArgument: 'there is no such version of it',
  MethodNotAllowed: 'this version is a delete marker',
  InvalidRange: 'it is shorter than it should be',
  PreconditionFailed: 'it was replaced while it was read; run the query again',
};

/** Athena slows down on this one (awslabs/aws-athena-query-federation: ThrottlingInvoker). */
class FederationThrottleException extends Error {
  override readonly name = 'com.amazonaws.athena.connector.lambda.exceptions.FederationThrottleException';
}

function explained(error: unknown, at: ObjectPlace): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  if (THROTTLED.includes(error.name)) return new FederationThrottleException(`S3 throttles reads of ${urlOf(at)}`);
  const reason = UNAVAILABLE[error.name];
  return reason ? new ObjectUnavailable(`${urlOf(at)} cannot be read: ${reason}`, error.name) : error;
}

/** S3's end is inclusive. */
const range = (from?: number, to?: number) =>
  from === undefined ? undefined : `bytes=${from}-${to === undefined ? '' : to - 1}`;

const objectOf = ({ bucket, key, version, etag }: ObjectPlace) => ({
  Bucket: bucket,
  Key: key,
  VersionId: version,
  IfMatch: etag,
});

async function get(client: S3Client, at: ObjectPlace, from?: number, to?: number) {
  try {
    const { Body } = await client.send(new GetObjectCommand({ ...objectOf(at), Range: range(from, to) }));
    if (!Body) throw new Error(`S3 answered without a body for ${urlOf(at)}`);
    return Body;
  } catch (error) {
    throw explained(error, at);
  }
}

async function* pages(client: S3Client, input: ListObjectsV2CommandInput) {
  let token: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ ...input, ContinuationToken: token }));
    yield page;
    token = page.NextContinuationToken;
  } while (token);
}

export function s3ObjectStore(client: S3Client): ObjectStore {
  return {
    async *folders(Bucket, Prefix, after) {
      // After every key of the named folder, which would be listed again otherwise.
      const StartAfter = after && `${after}\uffff`;
      for await (const page of pages(client, { Bucket, Prefix, Delimiter: '/', StartAfter })) {
        for (const { Prefix: folder } of page.CommonPrefixes ?? []) if (folder && folder !== after) yield folder;
      }
    },
    async *keys(Bucket, Prefix) {
      for await (const page of pages(client, { Bucket, Prefix })) {
        for (const { Key } of page.Contents ?? []) if (Key) yield Key;
      }
    },
    async text(bucket, key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
        throw explained(error, { bucket, key });
      }
    },
    async stream(at, from, to) {
      return (await get(client, at, from, to)) as unknown as AsyncIterable<Buffer>;
    },
    async bytes(at, from, to) {
      const body = await (await get(client, at, from, to)).transformToByteArray();
      return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    },
    async tail(at, length) {
      try {
        const { Body, ContentRange, ETag } = await client.send(
          new GetObjectCommand({ ...objectOf(at), Range: `bytes=-${length}` }),
        );
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
        const size = ContentRange ? Number(ContentRange.split('/')[1]) : bytes.length;
        return { bytes, size, etag: ETag };
      } catch (error) {
        // Of an empty object there is no last byte.
        if (error instanceof S3ServiceException && error.name === 'InvalidRange') return { bytes: EMPTY, size: 0 };
        throw explained(error, at);
      }
    },
    async write(Bucket, Key, Body) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: Body.byteLength }));
    },
  };
}
