import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OnProgress, silent, throttled } from './progress';

const ATTEMPTS = 5;
const MEGABYTE = 1_000_000;

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Fails, and removes the file, when it is not the one that was pinned. */
export async function verifySha256(file: string, expected: string): Promise<void> {
  const found = await sha256Of(file);
  if (found === expected) return;
  await rm(file, { force: true });
  throw new Error(
    `${path.basename(file)} has SHA-256 ${found}, expected ${expected}: it was removed. Try again; ` +
      'if it happens twice, a proxy changes downloads',
  );
}

/** Appends to what an earlier attempt left, when the server can continue there. */
async function fetchInto(part: string, url: string, name: string, onProgress: OnProgress): Promise<void> {
  const have = (await stat(part).catch(() => undefined))?.size ?? 0;
  const response = await fetch(url, have > 0 ? { headers: { range: `bytes=${have}-` } } : {});
  if (response.status === 416) return; // nothing is left to fetch
  if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status} ${response.statusText}`);
  const resumed = response.status === 206;
  let received = resumed ? have : 0;
  const total = received + Number(response.headers.get('content-length') ?? 0);
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      onProgress(`downloading ${name}: ${Math.round(received / MEGABYTE)} of ${Math.round(total / MEGABYTE)} MB`);
      done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(response.body), counter, createWriteStream(part, { flags: resumed ? 'a' : 'w' }));
}

/** Downloads `url` to `file`, continuing interrupted attempts, and checks it against its pinned SHA-256. */
export async function download(
  url: string,
  file: string,
  sha256: string,
  onProgress: OnProgress = silent,
): Promise<void> {
  const part = `${file}.part`;
  const report = throttled(onProgress);
  await mkdir(path.dirname(file), { recursive: true });
  for (let attempt = 1; ; attempt++) {
    try {
      await fetchInto(part, url, path.basename(file), report);
      break;
    } catch (error) {
      if (attempt === ATTEMPTS) {
        throw new Error(`${path.basename(file)} could not be downloaded; check the network, then run it again`, {
          cause: error,
        });
      }
      onProgress(`download of ${path.basename(file)} was interrupted, continuing`);
      await sleep(1000 * attempt);
    }
  }
  await verifySha256(part, sha256);
  await rename(part, file);
}
