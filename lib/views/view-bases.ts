import { fromRelationKey } from '../catalog/relation-key';
import { ViewSecurity } from '../model/lake-views-config';
import { parseS3Location } from '../model/s3-location';
import type { Lineage } from '../sql/lineage';
import type { AnalysedView, ViewBase } from './analysed-view';

/**
 * What a query reads, table by table, and which declared views that takes.
 *
 * @param lineage what the resolver tells
 * @param analysed declared views by key, at least those that the query reads
 * @param buckets bucket of each table's data, by key
 */
export function basesOf(
  { tables, reads, views }: Pick<Lineage, 'tables' | 'reads' | 'views'>,
  analysed: ReadonlyMap<string, AnalysedView>,
  buckets: ReadonlyMap<string, string>,
): { readonly bases: readonly ViewBase[]; readonly declaredViews: readonly string[] } {
  const bases = tables.map((key): ViewBase => {
    const columns = reads.filter((read) => read.startsWith(`${key}#`)).map((read) => read.slice(key.length + 1));
    const behind = analysed.get(key)?.view;
    const { database, name: table } = fromRelationKey(key);
    return {
      key,
      database,
      table,
      kind: behind === undefined ? 'table' : behind.security === ViewSecurity.ANALYTICAL ? 'analytical' : 'definer',
      columns: columns.filter((name) => !name.startsWith('$')),
      hiddenColumns: columns.filter((name) => name.startsWith('$')),
      bucket: behind === undefined ? buckets.get(key) : parseS3Location(behind.location ?? '')?.bucket,
    };
  });
  const direct = [...views, ...tables].filter((key) => analysed.has(key));
  const indirect = direct.flatMap((key) => analysed.get(key)?.declaredViews ?? []);
  return { bases, declaredViews: [...new Set([...direct, ...indirect])].sort() };
}
