import type { AwsEnvironment } from '../../authorization/aws-environment';

/** Where a lake is taken to be whose account and Region only a deployment knows; AWS's example account. */
export const CANONICAL: AwsEnvironment = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  urlSuffix: 'amazonaws.com',
};

/** Values of the pseudo parameters (CloudFormation User Guide: pseudo-parameter-reference). */
export function pseudoParameters(aws: AwsEnvironment, stackName: string): Readonly<Record<string, string>> {
  return {
    'AWS::Partition': aws.partition,
    'AWS::Region': aws.region,
    'AWS::AccountId': aws.account,
    'AWS::URLSuffix': aws.urlSuffix,
    'AWS::StackName': stackName,
  };
}
