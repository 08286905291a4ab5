import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Bytes, of which a connection may break off after some, a file on disk, or an error with S3's name for it. */
export type Stored =
  | { readonly bytes: Buffer; readonly breaksAfter?: number }
  | { readonly file: string; readonly size: number }
  | { readonly error: string; readonly status: number };

const PAGE = 1000;
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const bytewise = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * As much of S3 over HTTP as the connector uses, for what the local AWS cannot be made to do: failures, and files larger
 * than its memory. Counts what is read.
 */
export class S3Server {
  /** By `bucket/key` or `bucket/key?versionId=…`; a PUT with the header `x-error: 405 MethodNotAllowed` stores an error. */
  readonly objects = new Map<string, Stored>();
  /** What is written there is not kept. */
  discarding: string | undefined;
  bytesRead = 0;
  requests = 0;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  put(place: string, content: Buffer | string): void {
    this.objects.set(place, { bytes: Buffer.from(content) });
  }

  bytes(place: string): Buffer {
    const stored = this.objects.get(place);
    if (!stored || !('bytes' in stored)) throw new Error(`${place} was not written`);
    return stored.bytes;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.requests++;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [bucket, ...rest] = decodeURIComponent(pathname.slice(1)).split('/');
    const key = rest.join('/');
    const version = searchParams.get('versionId');
    const place = `${bucket}/${key}${version === null ? '' : `?versionId=${version}`}`;
    if (request.method === 'PUT') this.write(place, request, response);
    else if (key === '') this.list(bucket, searchParams, response);
    else this.read(place, request, response);
  }

  private write(place: string, request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const [status, error] = String(request.headers['x-error'] ?? '').split(' ');
      if (error) this.objects.set(place, { status: Number(status), error });
      else if (!this.discarding || !place.startsWith(`${this.discarding}/`)) this.put(place, Buffer.concat(chunks));
      response.end();
    });
  }

  private read(place: string, request: IncomingMessage, response: ServerResponse): void {
    const stored = this.objects.get(place);
    if (!stored) refuse(response, 404, place.includes('?versionId=') ? 'NoSuchVersion' : 'NoSuchKey');
    else if ('error' in stored) refuse(response, stored.status, stored.error);
    else this.send(stored, request, response);
  }

  /** By content, as S3 makes it of what is written in one part. */
  private etag(stored: Exclude<Stored, { error: string }>): string {
    return `"${'bytes' in stored ? createHash('md5').update(stored.bytes).digest('hex') : stored.file}"`;
  }

  private send(stored: Exclude<Stored, { error: string }>, request: IncomingMessage, response: ServerResponse): void {
    const size = 'bytes' in stored ? stored.bytes.length : stored.size;
    const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const from = first === undefined ? 0 : first === '' ? Math.max(0, size - Number(last)) : Number(first);
    const to = first && last ? Math.min(size, Number(last) + 1) : size;
    if (first !== undefined && from >= size) {
      refuse(response, 416, 'InvalidRange');
      return;
    }
    const etag = this.etag(stored);
    if ((request.headers['if-match'] ?? etag) !== etag) {
      refuse(response, 412, 'PreconditionFailed');
      return;
    }
    response.setHeader('etag', etag);
    response.setHeader('content-length', to - from);
    if (first !== undefined) response.setHeader('content-range', `bytes ${from}-${to - 1}/${size}`);
    response.statusCode = first === undefined ? 200 : 206;
    this.bytesRead += to - from;
    if ('bytes' in stored && stored.breaksAfter !== undefined) {
      response.write(stored.bytes.subarray(from, Math.min(to, from + stored.breaksAfter)), () => response.destroy());
    } else if ('bytes' in stored) response.end(stored.bytes.subarray(from, to));
    else createReadStream(stored.file, { start: from, end: to - 1, highWaterMark: 2 ** 18 }).pipe(response);
  }

  private list(bucket: string, query: URLSearchParams, response: ServerResponse): void {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter');
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const found = new Map<string, boolean>();
    const keys = [...this.objects.keys()].filter((place) => place.startsWith(`${bucket}/${prefix}`));
    for (const key of keys
      .map((place) => place.slice(bucket.length + 1).replace(/\?versionId=.*$/, ''))
      .sort(bytewise)) {
      const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      const name = end < 0 ? key : key.slice(0, end + 1);
      if (bytewise(key, after) <= 0 || name === after) continue;
      found.set(name, end >= 0);
    }
    const page = [...found].slice(0, PAGE);
    const isCut = found.size > PAGE;
    const items = page.map(([name, isFolder]) =>
      isFolder
        ? `<CommonPrefixes><Prefix>${escaped(name)}</Prefix></CommonPrefixes>`
        : `<Contents><Key>${escaped(name)}</Key><Size>1</Size></Contents>`,
    );
    const next = isCut ? `<NextContinuationToken>${escaped(page[PAGE - 1][0])}</NextContinuationToken>` : '';
    response.end(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isCut}</IsTruncated>${next}${items.join('')}</ListBucketResult>`,
    );
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.statusCode = status;
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
