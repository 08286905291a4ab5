import { statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { S3Client } from '@aws-sdk/client-s3';
import { s3ObjectStore } from '../lambda/tabulator/aws/s3-object-store';
import type { TabulatorType } from '../lib/tabulator/definition/table-definition';
import { S3Server } from '../test/lambda/tabulator/s3-server';
import { BUCKET, definition, Query } from './tabulator/connector';
import { LocalStore } from './tabulator/local-store';
import { hashOf, putPackage } from './tabulator/packages';
import { equalTo } from './tabulator/predicate';
import type { Taken } from './tabulator/reader';

type Types = Readonly<Record<string, TabulatorType>>;

/**
 * `read FILE TYPES COLUMNS [encrypted]`: for each line of its input, seconds of processor time of reading a file, and
 * milliseconds of the clock to its first block.
 * `memory FILE TYPES ENDPOINT`: the most memory that reading it over HTTP takes, in MB.
 * `pruning PACKAGES`: bytes read of one package and of all. `listing PACKAGES FILES`: seconds to find and split files.
 */
const [command, ...args] = process.argv.slice(2);
const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = { read, memory, pruning, listing };

/** As long as the baseline's. */
const WARM_UP_MS = 3000;

const formatOf = (file: string) => (path.extname(file) === '.csv' ? 'csv' : 'parquet');

async function read() {
  const start = performance.now();
  // Before that, the code is being compiled: neither side is measured cold.
  while (performance.now() - start < WARM_UP_MS) await readOnce();
  for await (const _ of createInterface(process.stdin)) console.log(JSON.stringify(await readOnce()));
}

async function readOnce(): Promise<Taken> {
  const [file, types, columns, encryption] = [args[0], JSON.parse(args[1]) as Types, JSON.parse(args[2]), args[3]];
  const store = new LocalStore();
  store.files.set(`${BUCKET}/file`, file);
  const one = [{ key: 'file', place: `s3://${BUCKET}/file`, size: statSync(file).size }];
  putPackage((key, text) => store.texts.set(`${BUCKET}/${key}`, text), 'a/b', one, hashOf(1));
  const query = new Query(store, definition(types, formatOf(file)), encryption === 'encrypted');
  const { splits } = await query.splits();
  const [begin, clock] = [process.cpuUsage(), performance.now()];
  for (const split of splits) await query.read(split, columns);
  const { user, system } = process.cpuUsage(begin);
  return { seconds: (user + system) / 1e6, first: (store.firstWrite ?? performance.now()) - clock };
}

function overHttp(endpoint: string) {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  return s3ObjectStore(new S3Client({ endpoint, forcePathStyle: true, region: 'us-east-1', credentials }));
}

async function memory() {
  const [file, types, endpoint] = [args[0], JSON.parse(args[1]) as Types, args[2]];
  const query = new Query(overHttp(endpoint), definition(types, formatOf(file)));
  const { splits } = await query.splits();
  for (const split of splits) await query.read(split, Object.keys(types));
  return { megabytes: process.resourceUsage().maxRSS / 1024, splits: splits.length };
}

/** Every package has one file of 50 kB. */
async function pruning() {
  const packages = Number(args[0]);
  const s3 = new S3Server();
  const query = new Query(overHttp(await s3.start()), definition({ a: 'INT', b: 'STRING' }, 'csv'));
  const content = `a,b\n${`1,${'x'.repeat(95)}\n`.repeat(500)}`;
  for (let i = 0; i < packages; i++) {
    const place = `s3://${BUCKET}/files/${i}.csv`;
    putPackage(
      (key, text) => s3.put(`${BUCKET}/${key}`, text),
      `rna/p${i}`,
      [{ key: 'x.csv', place, size: content.length }],
      hashOf(i),
    );
    s3.put(`${BUCKET}/files/${i}.csv`, content);
  }
  const bytes = async (summary: Readonly<Record<string, unknown>>) => {
    s3.bytesRead = 0;
    const { splits } = await query.splits(summary);
    for (const split of splits) await query.read(split, ['a', 'b']);
    return s3.bytesRead;
  };
  const [one, all] = [await bytes({ $pkg_name: equalTo('rna/p500') }), await bytes({})];
  await s3.stop();
  return { one, all };
}

async function listing() {
  const [packages, files] = args.map(Number);
  const s3 = new S3Server();
  for (let i = 0; i < packages; i++) {
    const names = Array.from({ length: files }, (_, n) => `folder/of/results/sample-${i}-${n}.csv`);
    const entries = names.map((key) => ({
      key,
      place: `s3://${BUCKET}/${key}?versionId=${hashOf(i).slice(-32)}`,
      size: 10_000,
    }));
    putPackage((key, text) => s3.put(`${BUCKET}/${key}`, text), `rna/p${i}`, entries, hashOf(i));
  }
  const query = new Query(overHttp(await s3.start()), definition({ a: 'INT' }, 'csv'));
  const begin = performance.now();
  const { splits, pages } = await query.splits();
  const seconds = (performance.now() - begin) / 1000;
  await s3.stop();
  return { seconds, splits: splits.length, pages };
}

void COMMANDS[command]().then((result) => {
  if (result !== undefined) console.log(JSON.stringify(result));
});
