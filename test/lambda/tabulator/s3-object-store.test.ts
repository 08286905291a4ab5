import { S3Client } from '@aws-sdk/client-s3';
import { s3ObjectStore } from '../../../lambda/tabulator/aws/s3-object-store';
import type { ObjectStore } from '../../../lambda/tabulator/object-store';
import { remoteContent } from '../../../lambda/tabulator/records/file-content';
import { S3Server } from './s3-server';

const s3 = new S3Server();
let store: ObjectStore;
let client: S3Client;

beforeAll(async () => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  client = new S3Client({
    endpoint: await s3.start(),
    forcePathStyle: true,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  store = s3ObjectStore(client);
});

afterAll(async () => {
  client.destroy();
  await s3.stop();
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('folders come in pages, and from after one of them without what is in it', async () => {
  const names = Array.from({ length: 2500 }, (_, i) => `p/${String(i).padStart(4, '0')}/`);
  for (const name of names) for (const key of ['1', 'latest', 'zz/deep']) s3.put(`b/${name}${key}`, 'x');
  expect(await all(store.folders('b', 'p/'))).toEqual(names);
  expect(await all(store.folders('b', 'p/', 'p/1200/'))).toEqual(names.slice(1201));
  expect(await all(store.keys('b', 'p/0007/'))).toEqual(['p/0007/1', 'p/0007/latest', 'p/0007/zz/deep']);
});

test('ranges, tails and versions', async () => {
  s3.put('b/file', '0123456789');
  s3.put('b/file?versionId=v 1', 'old');
  s3.put('b/empty', '');
  expect(String(await store.bytes({ bucket: 'b', key: 'file' }, 2, 5))).toBe('234');
  expect(await store.tail({ bucket: 'b', key: 'file' }, 3)).toMatchObject({ bytes: Buffer.from('789'), size: 10 });
  expect(await store.tail({ bucket: 'b', key: 'file' }, 30)).toMatchObject({
    bytes: Buffer.from('0123456789'),
    size: 10,
  });
  expect(await store.tail({ bucket: 'b', key: 'empty' }, 30)).toMatchObject({ size: 0 });
  expect(String(Buffer.concat(await all(await store.stream({ bucket: 'b', key: 'file', version: 'v 1' }))))).toBe(
    'old',
  );
  expect(await store.text('b', 'nothing')).toBeUndefined();
});

test('a file without a version that is replaced while it is read is not read on', async () => {
  s3.put('b/file', 'first footer');
  const content = remoteContent(store, { bucket: 'b', key: 'file' });
  expect(String((await content.tail(6)).bytes)).toBe('footer');
  expect(String(await content.bytes(0, 5))).toBe('first');
  s3.put('b/file', 'other footer');
  await expect(content.bytes(0, 5)).rejects.toMatchObject({ name: 'ObjectUnavailable', code: 'PreconditionFailed' });
  await expect(content.tail(6)).rejects.toThrow('replaced while it was read');
});

// Rows before it are whole, and would pass for all of them.
test('a connection that breaks off ends the query', async () => {
  s3.objects.set('b/broken', { bytes: Buffer.from('a,b\n1,2\n3,4\n'), breaksAfter: 8 });
  const at = { bucket: 'b', key: 'broken' };
  const reads = [
    async () => all(await store.stream(at)),
    () => store.bytes(at, 0, 12),
    () => store.tail(at, 12),
    () => store.text('b', 'broken'),
  ];
  for (const read of reads) await expect(read()).rejects.toMatchObject({ name: 'Error', message: 'aborted' });
});

test.each([
  ['404 NoSuchKey', 'no such object'],
  ['404 NoSuchVersion', 'no such version'],
  ['405 MethodNotAllowed', 'delete marker'],
  ['403 AccessDenied', 'role must not read it'],
  ['403 InvalidObjectState', 'archived'],
])('%s says something about the object', async (answer, reason) => {
  const [status, error] = answer.split(' ');
  s3.objects.set('b/bad', { status: Number(status), error });
  const reading = store.stream({ bucket: 'b', key: 'bad' });
  await expect(reading).rejects.toMatchObject({ name: 'ObjectUnavailable', code: error });
  await expect(store.bytes({ bucket: 'b', key: 'bad' }, 0, 1)).rejects.toThrow(reason);
});

// A row with an issue would then say what is not true.
test.each(['400 ExpiredToken', '403 RequestTimeTooSkewed', '403 InvalidAccessKeyId', '500 InternalError'])(
  '%s says nothing about the object, and ends the query',
  async (answer) => {
    const [status, error] = answer.split(' ');
    s3.objects.set('b/bad', { status: Number(status), error });
    await expect(store.bytes({ bucket: 'b', key: 'bad' }, 0, 1)).rejects.toMatchObject({ name: error });
  },
);

test('throttling is told by the name for which Athena slows down', async () => {
  s3.objects.set('b/slow', { status: 503, error: 'SlowDown' });
  const name = 'com.amazonaws.athena.connector.lambda.exceptions.FederationThrottleException';
  await expect(store.text('b', 'slow')).rejects.toMatchObject({ name });
});
