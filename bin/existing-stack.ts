import type { CloudFormationClient, Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { QuiltAthenaValidationError } from '../lib/model/validation-error';

/** What a Quilt stack tells about itself. Which buckets it has is not part of it: its registry knows them, not the stack. */
export interface ExistingStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly databaseName: string;
  /** May assume roles on behalf of Quilt's users. */
  readonly registryRoleArn?: string;
  /** The roles `ReadQuiltV2-…` and `ReadWriteQuiltV2-…`. */
  readonly roles: readonly { readonly arn: string; readonly writes: boolean }[];
  /** The one IAM role that stands for all roles made in Quilt's admin panel. */
  readonly managedRoleArn?: string;
  /** Bytes a query may scan, if the stack limits them. */
  readonly bytesScannedCutoff?: number;
  /** Principals the stack lets at query results without Athena. */
  readonly excludeArnsFromDeny: readonly string[];
}

/** Reads a deployed Quilt stack with the credentials of the environment; changes nothing. */
export async function readExistingStack(name: string, region?: string): Promise<ExistingStack> {
  // Loaded here because the SDK takes a while, which no other command should wait for.
  const sdk = await import('@aws-sdk/client-cloudformation');
  // The SDK for JavaScript, unlike the AWS CLI and boto3, does not look at AWS_DEFAULT_REGION.
  const client = new sdk.CloudFormationClient({
    region: region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
  });
  try {
    const { Stacks = [] } = await client.send(new sdk.DescribeStacksCommand({ StackName: name }));
    return existingStack(name, Stacks[0], await resourcesOf(client, name, sdk.paginateListStackResources));
  } catch (error) {
    throw explained(error, name);
  } finally {
    client.destroy();
  }
}

type Paginate = typeof import('@aws-sdk/client-cloudformation').paginateListStackResources;

async function resourcesOf(client: CloudFormationClient, name: string, paginate: Paginate) {
  const resources: StackResourceSummary[] = [];
  for await (const page of paginate({ client }, { StackName: name })) {
    resources.push(...(page.StackResourceSummaries ?? []));
  }
  return resources;
}

function existingStack(name: string, stack: Stack, resources: readonly StackResourceSummary[]): ExistingStack {
  const outputs = new Map((stack.Outputs ?? []).map((each) => [each.OutputKey ?? '', each.OutputValue]));
  const parameters = new Map((stack.Parameters ?? []).map((each) => [each.ParameterKey ?? '', each.ParameterValue]));
  const databaseName = outputs.get('UserAthenaDatabaseName');
  if (!databaseName) {
    const found = [...outputs.keys()].sort().join(', ') || 'no outputs';
    throw new QuiltAthenaValidationError(
      `a Quilt stack must have the output UserAthenaDatabaseName, found ${found} in stack ${JSON.stringify(name)}; name the stack that Quilt was installed with`,
    );
  }
  const [, partition, , region, account] = (stack.StackId ?? '').split(':');
  const roleArn = (path: string, role: string) => `arn:${partition}:iam::${account}:role/${path}${role}`;
  const roles = resources.filter((each) => each.ResourceType === 'AWS::IAM::Role');
  const named = roles.map((each) => each.PhysicalResourceId ?? '').filter((id) => /^Read(Write)?QuiltV2-/.test(id));
  const managed = roles.find((each) => each.LogicalResourceId === 'ManagedUserRole')?.PhysicalResourceId;
  const cutoff = Number(parameters.get('UserAthenaBytesScannedCutoff') ?? 0);
  return {
    name,
    account,
    region,
    databaseName,
    registryRoleArn: outputs.get('RegistryRoleARN'),
    roles: named.sort().map((role) => ({ arn: roleArn('', role), writes: role.startsWith('ReadWrite') })),
    managedRoleArn: managed && roleArn(`quilt/${name}/${region}/`, managed),
    bytesScannedCutoff: cutoff > 0 ? cutoff : undefined,
    excludeArnsFromDeny: (parameters.get('S3BucketPolicyExcludeArnsFromDeny') ?? '').split(',').filter(Boolean),
  };
}

/** The errors people meet, in words that say what to do; anything else as it is. */
function explained(error: unknown, stack: string): unknown {
  if (!(error instanceof Error) || error instanceof QuiltAthenaValidationError) return error;
  const told = (message: string) =>
    new QuiltAthenaValidationError(`cannot read stack ${JSON.stringify(stack)}: ${message}`);
  if (/does not exist/.test(error.message)) {
    return told(
      'there is no such stack in this account and region; look for its name with: aws cloudformation list-stacks',
    );
  }
  if (/Region is missing/.test(error.message)) {
    return told('no region is chosen; give --region, or set AWS_REGION');
  }
  if (error.name === 'CredentialsProviderError') {
    return told('no AWS credentials were found; sign in, for example with aws sso login, and set AWS_PROFILE');
  }
  if (/Expired/.test(error.name)) return told('the AWS credentials have expired; sign in again');
  if (/AccessDenied/.test(error.name)) {
    return told(
      `${error.message}; these credentials need cloudformation:DescribeStacks and cloudformation:ListStackResources on it`,
    );
  }
  return told(`${error.name}: ${error.message}`);
}
