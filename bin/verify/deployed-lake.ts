import type { Lake } from '../../lib/model/lake';
import type { LakeTabulator } from '../../lib/model/lake-tabulator';
import { pascalCase } from '../../lib/model/names';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import type { DeployedNames } from '../../lib/verification/deployed-names';
import { namedKeys } from '../../lib/verification/named-keys';
import { explainedAwsProblem } from '../doctor/aws-problem';

/** A deployed stack, as far as a verification has to know. */
export interface DeployedLake {
  readonly stackId: string;
  readonly names: DeployedNames;
}

/** Reads a stack's outputs with the credentials of the environment. */
export async function readDeployedLake(lake: Lake, region?: string): Promise<DeployedLake> {
  // Loaded here because the SDK takes a while, which no other command should wait for.
  const sdk = await import('@aws-sdk/client-cloudformation');
  let client: InstanceType<typeof sdk.CloudFormationClient> | undefined;
  try {
    client = new sdk.CloudFormationClient({ region });
    const { Stacks = [] } = await client.send(new sdk.DescribeStacksCommand({ StackName: lake.stackName }));
    const outputs = new Map(
      (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]),
    );
    return deployedLake(lake, Stacks[0]?.StackId ?? '', outputs);
  } catch (error) {
    if (error instanceof Error && /^Stack .* does not exist/.test(error.message)) {
      throw new QuiltAthenaValidationError(
        `the stack ${lake.stackName} must be deployed, found none of this name in the account and region; deploy it with npx cdk deploy, or give --region`,
      );
    }
    throw explainedAwsProblem(error, `read stack ${lake.stackName}`);
  } finally {
    client?.destroy();
  }
}

/** The names that a verification needs, from a stack's id and outputs. */
export function deployedLake(
  lake: Lake,
  stackId: string,
  outputs: ReadonlyMap<string, string | undefined>,
): DeployedLake {
  const [, partition, , region, account] = stackId.split(':');
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value) return value;
    const found = [...outputs.keys()].sort().join(', ') || 'none';
    throw new QuiltAthenaValidationError(
      `the stack ${lake.stackName} must have the output ${name}, found ${found}; deploy it with this configuration first`,
    );
  };
  const roles = lake.roles.filter(({ kind, arn }) => kind !== 'quiltManaged' || arn !== undefined);
  return {
    stackId,
    names: {
      partition,
      region,
      account,
      urlSuffix: partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
      resultsBucket: output('AthenaResultsBucketName'),
      ...(lake.tabulator && { tabulator: tabulatorNames(lake.tabulator, output) }),
      roles: Object.fromEntries(roles.map(({ name, arn }) => [name, arn ?? output(`RoleArn${pascalCase(name)}`)])),
      keys: Object.fromEntries(namedKeys(lake)),
    },
  };
}

const tabulatorNames = ({ existing }: LakeTabulator, output: (name: string) => string) =>
  existing ?? { functionArn: output('TabulatorFunctionArn'), spillBucket: output('TabulatorSpillBucketName') };
