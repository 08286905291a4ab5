import { EntityNotFoundException, GetDatabaseCommand, GetTableCommand, type GlueClient } from '@aws-sdk/client-glue';
import { answerOf } from '../answer';
import type { CatalogPort } from '../ports';

export function catalogPort(client: GlueClient, catalogId: string): CatalogPort {
  return {
    async find({ database, table }) {
      try {
        await (table === undefined
          ? client.send(new GetDatabaseCommand({ CatalogId: catalogId, Name: database }))
          : client.send(new GetTableCommand({ CatalogId: catalogId, DatabaseName: database, Name: table })));
        return 'found';
      } catch (error) {
        if (error instanceof EntityNotFoundException) return 'absent';
        if (/Insufficient Lake Formation permission/.test(answerOf(error)?.message ?? '')) return 'hidden';
        throw error;
      }
    },
  };
}
