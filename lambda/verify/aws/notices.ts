import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { METRIC_NAMESPACE, METRICS } from '../../../lib/verification/metrics';
import type { NoticesPort } from '../ports';

export function noticesPort(
  cloudWatch: CloudWatchClient,
  sns: SNSClient,
  { stack, topicArn }: { readonly stack: string; readonly topicArn: string },
): NoticesPort {
  return {
    async measure(changes, findings) {
      const Dimensions = [{ Name: 'Stack', Value: stack }];
      await cloudWatch.send(
        new PutMetricDataCommand({
          Namespace: METRIC_NAMESPACE,
          MetricData: [
            { MetricName: METRICS.changes, Dimensions, Value: changes, Unit: 'Count' },
            { MetricName: METRICS.findings, Dimensions, Value: findings, Unit: 'Count' },
          ],
        }),
      );
    },
    async publish(subject, message) {
      await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
    },
  };
}
