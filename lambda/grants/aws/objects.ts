import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectsPort } from '../ports';

export function objectsPort(client: S3Client): ObjectsPort {
  return {
    async read(bucket, key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async write(bucket, key, text) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' }),
      );
    },
    /** Every version of it, or a bucket whose stack could not be created could not be deleted. */
    async remove(bucket, key) {
      const { Versions = [], DeleteMarkers = [] } = await client.send(
        new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }),
      );
      for (const { Key, VersionId } of [...Versions, ...DeleteMarkers].filter((each) => each.Key === key)) {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
      }
    },
  };
}
