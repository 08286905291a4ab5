import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AwsEnvironment } from '../authorization/aws-environment';

/** Where a construct's stack is, as literals where they are known. */
export function environmentOf(scope: IConstruct): AwsEnvironment {
  const { partition, region, account, urlSuffix } = Stack.of(scope);
  return { partition, region, account, urlSuffix };
}
