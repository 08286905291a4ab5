import { type AthenaClient, GetWorkGroupCommand, InvalidRequestException } from '@aws-sdk/client-athena';
import type { WorkgroupsPort } from '../ports';

export function workgroupsPort(client: AthenaClient): WorkgroupsPort {
  return {
    async find(name) {
      try {
        const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: name }));
        const { ResultConfiguration, EnforceWorkGroupConfiguration } = WorkGroup?.Configuration ?? {};
        return {
          enabled: WorkGroup?.State !== 'DISABLED',
          enforced: EnforceWorkGroupConfiguration ?? false,
          outputLocation: ResultConfiguration?.OutputLocation,
        };
      } catch (error) {
        if (error instanceof InvalidRequestException && /not found/i.test(error.message)) return undefined;
        throw error;
      }
    },
  };
}
