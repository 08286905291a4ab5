import { EntityNotFoundException, type GlueClient, paginateGetTables } from '@aws-sdk/client-glue';
import type { FoundTable } from '../../../lib/verification/judge-view';
import { catalogPort } from '../../grants/aws/catalog';
import type { TablesPort } from '../ports';

export function tablesPort(client: GlueClient, catalogId: string): TablesPort {
  return {
    ...catalogPort(client, catalogId),
    async tablesOf(database) {
      const found: FoundTable[] = [];
      try {
        for await (const { TableList = [] } of paginateGetTables(
          { client },
          { CatalogId: catalogId, DatabaseName: database },
        )) {
          for (const { Name = '', StorageDescriptor, PartitionKeys = [], CreateTime } of TableList) {
            const columns = [...(StorageDescriptor?.Columns ?? []), ...PartitionKeys];
            found.push({
              database,
              table: Name,
              columns: columns.map((column) => ({ name: column.Name ?? '', type: column.Type ?? '' })),
              created: CreateTime?.toISOString(),
            });
          }
        }
      } catch (error) {
        // Without the database there are no tables; which of them is missing is told one by one.
        if (!(error instanceof EntityNotFoundException)) throw error;
      }
      return found;
    },
  };
}
