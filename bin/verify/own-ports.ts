import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { IAMClient } from '@aws-sdk/client-iam';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { grantsReader } from '../../lambda/verify/aws/grants-reader';
import { rolesPort } from '../../lambda/verify/aws/roles';
import { sessionsPort } from '../../lambda/verify/aws/sessions';
import { tablesPort } from '../../lambda/verify/aws/tables';
import { workgroupsPort } from '../../lambda/verify/aws/workgroups';
import type { CheckPorts } from '../../lambda/verify/ports';

/** What checks use, with the credentials of the environment. */
export interface OwnPorts {
  readonly caller: string;
  readonly ports: CheckPorts;
  readonly close: () => void;
}

export async function ownPorts(region: string, account: string): Promise<OwnPorts> {
  const config = { region, maxAttempts: 6, retryMode: 'adaptive' };
  const sts = new STSClient(config);
  const iam = new IAMClient(config);
  const glue = new GlueClient(config);
  const athena = new AthenaClient(config);
  const lakeFormation = new LakeFormationClient(config);
  const { Arn: caller = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return {
    caller,
    ports: {
      roles: rolesPort(iam),
      lakeFormation: grantsReader(lakeFormation, account, caller),
      tables: tablesPort(glue, account),
      workgroups: workgroupsPort(athena),
      sessions: sessionsPort(sts, region),
      log: () => {},
    },
    close: () => {
      for (const client of [sts, iam, glue, athena, lakeFormation]) client.destroy();
    },
  };
}
