import { QuiltAthenaValidationError } from '../../lib/model/validation-error';

/** ARNs of the roles a deployed stack has made, by their logical ids; also of one whose deployment has failed. */
export async function deployedRoles(stackName: string, region?: string): Promise<ReadonlyMap<string, string>> {
  // Loaded here because the SDK takes a while, which no other command should wait for.
  const sdk = await import('@aws-sdk/client-cloudformation');
  // The SDK for JavaScript, unlike the AWS CLI and boto3, does not look at AWS_DEFAULT_REGION.
  const client = new sdk.CloudFormationClient({
    region: region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
  });
  const arns = new Map<string, string>();
  try {
    const { Stacks = [] } = await client.send(new sdk.DescribeStacksCommand({ StackName: stackName }));
    const [, partition, , , account] = (Stacks[0]?.StackId ?? '').split(':');
    for await (const page of sdk.paginateListStackResources({ client }, { StackName: stackName })) {
      for (const { ResourceType, LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
        if (ResourceType !== 'AWS::IAM::Role' || !LogicalResourceId || !PhysicalResourceId) continue;
        arns.set(LogicalResourceId, `arn:${partition}:iam::${account}:role/${PhysicalResourceId}`);
      }
    }
    return arns;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new QuiltAthenaValidationError(
      `cannot look up the roles of stack ${JSON.stringify(stackName)}: ${error.message}; deploy it first with ` +
        'cdk deploy --no-rollback, which keeps it although it may not grant yet, or name the role with --grants-role',
    );
  } finally {
    client.destroy();
  }
}
