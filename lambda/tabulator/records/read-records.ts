import { ConnectorError } from '../connector-error';
import { schemaOf } from '../protocol/block';
import { type FederationRequest, object, schemaText, size, summary, text } from '../protocol/request';
import type { SplitCall } from '../splits/get-splits';
import { readPieces } from '../splits/piece';
import { pruning } from '../splits/pruning';
import { blockColumns } from './block-columns';
import { Output } from './output';
import { readFile } from './read-file';
import { Spill, type SpillPlace } from './spill';
import { splitFiles } from './split-files';

/** A split names its place, which must be one that GetSplits gives this caller. */
function spillPlace({ settings, spillFolder }: SplitCall, split: FederationRequest): SpillPlace {
  const location = object(split, 'spillLocation');
  const [bucket, key] = [text(location, 'bucket'), text(location, 'key')];
  if (bucket !== settings.spillBucket || !key.startsWith(spillFolder) || key.includes('..')) {
    throw new ConnectorError(
      `blocks are spilled below s3://${settings.spillBucket}/${spillFolder} only, found s3://${bucket}/${key}`,
    );
  }
  if (!split.encryptionKey) {
    if (settings.encryptsSpill)
      throw new ConnectorError('a split must have an encryption key while SPILL_ENCRYPTION is on');
    return { bucket, key };
  }
  const encryption = object(split, 'encryptionKey');
  return { bucket, key, encryption: { key: text(encryption, 'key'), nonce: text(encryption, 'nonce') } };
}

export async function readRecords(call: SplitCall, request: FederationRequest) {
  const { store, table } = call;
  const split = object(request, 'split');
  const place = spillPlace(call, split);
  const schema = schemaOf(schemaText(request));
  const columns = blockColumns(table, schema);
  const limits = { blockBytes: size(request, 'maxBlockSize'), inlineBytes: size(request, 'maxInlineBlockSize') };
  const output = new Output(schema, columns.all, new Spill(store, place), limits);
  const pieces = readPieces(text(object(split, 'properties'), 'pieces'));
  for await (const file of splitFiles(store, table, pruning(table, summary(request)), pieces)) {
    await readFile(store, table, file, columns, output);
  }
  const { inline, remote } = await output.end();
  if (remote) {
    return {
      '@type': 'RemoteReadRecordsResponse',
      schema: { schema: output.schemaText },
      remoteBlocks: remote,
      encryptionKey: place.encryption ?? null,
    };
  }
  const records = { aId: text(request, 'queryId'), schema: output.schemaText, records: inline ?? '' };
  return { '@type': 'ReadRecordsResponse', records };
}
