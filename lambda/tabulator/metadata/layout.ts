import { Field, Int32, makeData, RecordBatch, Schema, Struct } from 'apache-arrow';
import type { ConnectorConfig } from '../../../lib/tabulator/definition/connector-config';
import { blockOf } from '../protocol/block';
import { type FederationRequest, tableName, text } from '../protocol/request';
import { tableOf } from '../tables/table';

/** The one partition of tables without any, named as other connectors name it: without a row nothing would be read. */
const PARTITION = new Schema([new Field('partitionId', new Int32(), true)]);

/** Packages and files are found by GetSplits, which can answer in pages. */
export function getTableLayout(config: ConnectorConfig, request: FederationRequest) {
  const name = tableName(request);
  tableOf(config, name);
  const children = [makeData({ type: new Int32(), data: Int32Array.of(1) })];
  const batch = new RecordBatch(PARTITION, makeData({ type: new Struct(PARTITION.fields), length: 1, children }));
  return { tableName: name, partitions: blockOf(text(request, 'queryId'), PARTITION, batch) };
}
