import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { download } from '../../local/download';

const CONTENT = Buffer.from('0123456789'.repeat(100));
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

let folder: string;
let server: Server;
let url: string;
const ranges: (string | undefined)[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'download-test-'));
  ranges.length = 0;
  server = createServer((request, response) => {
    const range = request.headers.range;
    ranges.push(range);
    const start = range ? Number(/bytes=(\d+)-/.exec(range)?.[1]) : 0;
    response.writeHead(range ? 206 : 200, { 'content-length': CONTENT.length - start });
    response.end(CONTENT.subarray(start));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.zip`;
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('downloads and checks', async () => {
  const file = path.join(folder, 'file.zip');
  await download(url, file, SHA256);
  expect(readFileSync(file)).toEqual(CONTENT);
});

test('continues where an interrupted attempt ended', async () => {
  const file = path.join(folder, 'file.zip');
  writeFileSync(`${file}.part`, CONTENT.subarray(0, 300));
  await download(url, file, SHA256);
  expect(ranges).toEqual(['bytes=300-']);
  expect(readFileSync(file)).toEqual(CONTENT);
});

test('another content is refused and removed', async () => {
  const file = path.join(folder, 'file.zip');
  await expect(download(url, file, 'f'.repeat(64))).rejects.toThrow(/has SHA-256 .*, expected f{64}: it was removed/);
  await download(url, file, SHA256);
  expect(ranges).toEqual([undefined, undefined]);
});
