import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LogLevel } from 'aws-cdk-lib/aws-stepfunctions';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';

const QUERY_INTERVAL = Duration.seconds(10);
const TOTAL_TIMEOUT = Duration.minutes(15);

/** CloudFormation's own patience, a little longer than the framework's: it should be the framework that tells. */
export const SERVICE_TIMEOUT = Duration.minutes(20);

/** The framework that calls a function part by part until its work is done. It logs no events: they hold `ResponseURL`. */
export function patientProvider(scope: Construct, onEventHandler: IFunction, isCompleteHandler: IFunction): Provider {
  const logGroup = new LogGroup(scope, 'ProviderLogs', { retention: RetentionDays.THREE_MONTHS });
  return new Provider(scope, 'Provider', {
    onEventHandler,
    isCompleteHandler,
    queryInterval: QUERY_INTERVAL,
    totalTimeout: TOTAL_TIMEOUT,
    logGroup,
    waiterStateMachineLogOptions: { destination: logGroup, includeExecutionData: false, level: LogLevel.ERROR },
  });
}
