import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub answers: a body by action (and page or role, where that matters), with a status other than 200 for errors. */
export type Answers = Record<string, { readonly status?: number; readonly body: string }>;

export interface Stub {
  readonly url: string;
  readonly server: Server;
  /** Actions that were asked for, in order, those of Lake Formation with their bodies. */
  readonly asked: readonly string[];
}

/**
 * Answers the query protocol of CloudFormation and IAM, and Lake Formation's paths, on a local port; the real services
 * cannot be had in a unit test.
 */
export async function cloudFormationStub(answers: Answers): Promise<Stub> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const query = new URLSearchParams(text);
      const action = query.get('Action') ?? request.url?.slice(1) ?? '';
      const key = [action, query.get('NextToken') ?? query.get('RoleName')].filter(Boolean).join(' ');
      asked.push(query.has('Action') ? key : `${action} ${text}`);
      const answer = answers[key] ?? answers[action] ?? failure('InternalFailure', `the stub knows no ${key}`);
      response.writeHead(answer.status ?? 200, { 'content-type': 'text/xml' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked };
}

/** An error as CloudFormation words it. */
export function failure(code: string, message: string) {
  return {
    status: 400,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}

/** A deployed stack with these outputs and parameters. */
export function described(outputs: Record<string, string>, parameters: Record<string, string> = {}) {
  const members = (pairs: Record<string, string>, kind: string) =>
    Object.entries(pairs)
      .map(([key, value]) => `<member><${kind}Key>${key}</${kind}Key><${kind}Value>${value}</${kind}Value></member>`)
      .join('');
  return {
    body: `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>
      <StackId>arn:aws:cloudformation:eu-central-1:123456789012:stack/sales/0a1b</StackId><StackName>sales</StackName>
      <Outputs>${members(outputs, 'Output')}</Outputs><Parameters>${members(parameters, 'Parameter')}</Parameters>
    </member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  };
}

/** A page of a stack's roles: logical id by physical id. */
export function listed(roles: Record<string, string>, nextToken = '') {
  const members = Object.entries(roles).map(
    ([physical, logical]) =>
      `<member><ResourceType>AWS::IAM::Role</ResourceType><PhysicalResourceId>${physical}</PhysicalResourceId><LogicalResourceId>${logical}</LogicalResourceId></member>`,
  );
  const next = nextToken && `<NextToken>${nextToken}</NextToken>`;
  return {
    body: `<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>${members.join('')}</StackResourceSummaries>${next}</ListStackResourcesResult></ListStackResourcesResponse>`,
  };
}
