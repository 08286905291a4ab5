import { type ObjectPlace, type ObjectStore, ObjectUnavailable } from '../../../lambda/tabulator/object-store';

const bytewise = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Objects in memory, for what needs thousands of them. */
export class MemoryStore implements ObjectStore {
  readonly objects = new Map<string, Buffer>();
  /** Places read, in their order. */
  readonly reads: string[] = [];
  /** Bytes a chunk of a stream has. */
  chunk = 64 * 1024;

  put(place: string, content: string | Buffer): void {
    this.objects.set(place, Buffer.from(content));
  }

  async *folders(bucket: string, prefix: string, after = ''): AsyncIterable<string> {
    const start = `${bucket}/${prefix}`;
    const names = [...this.objects.keys()].filter((place) => place.startsWith(start));
    const folders = new Set(names.map((place) => place.slice(bucket.length + 1, place.indexOf('/', start.length) + 1)));
    yield* [...folders].filter((folder) => bytewise(folder, after) > 0).sort(bytewise);
  }

  async *keys(bucket: string, prefix: string): AsyncIterable<string> {
    const places = [...this.objects.keys()].filter((place) => place.startsWith(`${bucket}/${prefix}`));
    yield* places.map((place) => place.slice(bucket.length + 1)).sort(bytewise);
  }

  async text(bucket: string, key: string): Promise<string | undefined> {
    this.reads.push(key);
    return this.objects.get(`${bucket}/${key}`)?.toString();
  }

  async stream(at: ObjectPlace, from = 0, to?: number): Promise<AsyncIterable<Buffer>> {
    const bytes = this.read(at);
    if (from > 0 && from >= bytes.length) throw new ObjectUnavailable(at.key, 'InvalidRange');
    return chunks(bytes.subarray(from, to), this.chunk);
  }

  async bytes(at: ObjectPlace, from: number, to: number): Promise<Buffer> {
    return this.read(at).subarray(from, to);
  }

  async tail(at: ObjectPlace, length: number) {
    const bytes = this.read(at);
    return { bytes: bytes.subarray(Math.max(0, bytes.length - length)), size: bytes.length };
  }

  async write(bucket: string, key: string, bytes: Uint8Array): Promise<void> {
    this.objects.set(`${bucket}/${key}`, Buffer.from(bytes));
  }

  private read({ bucket, key }: ObjectPlace): Buffer {
    this.reads.push(key);
    const bytes = this.objects.get(`${bucket}/${key}`);
    if (!bytes) throw new ObjectUnavailable(`${key} is not there`, 'NoSuchKey');
    return bytes;
  }
}

export async function* chunks(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
