import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { type ObjectPlace, type ObjectStore, ObjectUnavailable } from '../../lambda/tabulator/object-store';

/** Objects as files of this machine, as the baseline reads them; what is spilled is thrown away. */
export class LocalStore implements ObjectStore {
  readonly texts = new Map<string, string>();
  readonly files = new Map<string, string>();
  written = 0;
  firstWrite: number | undefined;

  async *folders(bucket: string, prefix: string, after = ''): AsyncIterable<string> {
    const places = [...this.texts.keys()].filter((place) => place.startsWith(`${bucket}/${prefix}`));
    const names = places.map((place) => place.slice(bucket.length + 1));
    const folders = names.map((name) => name.slice(0, name.indexOf('/', prefix.length) + 1));
    yield* [...new Set(folders)].filter((folder) => folder > after).sort();
  }

  async *keys(): AsyncIterable<string> {}

  async text(bucket: string, key: string): Promise<string | undefined> {
    return this.texts.get(`${bucket}/${key}`);
  }

  async stream(at: ObjectPlace, from = 0, to?: number): Promise<AsyncIterable<Buffer>> {
    const text = this.texts.get(`${at.bucket}/${at.key}`);
    if (text !== undefined) return once(Buffer.from(text).subarray(from, to));
    return createReadStream(this.file(at), { highWaterMark: 2 ** 16 }) as AsyncIterable<Buffer>;
  }

  async bytes(at: ObjectPlace, from: number, to: number): Promise<Buffer> {
    const handle = openSync(this.file(at), 'r');
    const bytes = Buffer.allocUnsafe(to - from);
    readSync(handle, bytes, 0, to - from, from);
    closeSync(handle);
    return bytes;
  }

  async tail(at: ObjectPlace, length: number) {
    const { size } = statSync(this.file(at));
    return { size, bytes: await this.bytes(at, Math.max(0, size - length), size) };
  }

  async write(_bucket: string, _key: string, bytes: Uint8Array): Promise<void> {
    this.firstWrite ??= performance.now();
    this.written += bytes.length;
  }

  private file({ bucket, key }: ObjectPlace): string {
    const file = this.files.get(`${bucket}/${key}`);
    if (!file) throw new ObjectUnavailable(`${bucket}/${key}`, 'NoSuchKey');
    return file;
  }
}

async function* once(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}
