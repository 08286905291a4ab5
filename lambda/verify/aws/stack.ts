import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { answerOf } from '../../grants/answer';
import type { StackPort } from '../ports';

export function stackPort(client: CloudFormationClient, stackId: string): StackPort {
  return {
    async status() {
      try {
        const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackId }));
        return Stacks[0]?.StackStatus;
      } catch (error) {
        if (!answerOf(error)) throw error;
        return undefined;
      }
    },
  };
}
