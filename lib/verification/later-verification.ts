import { type Duration, Stack } from 'aws-cdk-lib';
import { Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { MUTATION_EVENTS } from './mutation-events';

/** What has a function run again. */
export interface LaterRuns {
  readonly schedule: Schedule;
  readonly databases: readonly string[];
  /** An event older than this changes nothing any more: a run has seen it. */
  readonly maxEventAge: Duration;
}

/** On schedule, and after calls that can change access. */
export function addLaterRuns(scope: Construct, handler: LambdaFunction, runs: LaterRuns): Rule[] {
  const target = new FunctionTarget(handler, { maxEventAge: runs.maxEventAge, retryAttempts: 2 });
  const name = Stack.of(scope).stackName;
  return [
    new Rule(scope, 'Schedule', {
      description: `Verifies access to the Quilt lake ${name}`,
      schedule: runs.schedule,
      targets: [target],
    }),
    ...MUTATION_EVENTS.map(
      ({ source, eventSource, eventNames, ofDatabases }) =>
        new Rule(scope, `After-${source}`, {
          description: `Verifies access to the Quilt lake ${name} after a change`,
          eventPattern: {
            source: [source],
            detailType: ['AWS API Call via CloudTrail'],
            detail: {
              eventSource: [eventSource],
              eventName: [...eventNames],
              ...(ofDatabases ? { requestParameters: { databaseName: [...runs.databases] } } : {}),
            },
          },
          targets: [target],
        }),
    ),
  ];
}
