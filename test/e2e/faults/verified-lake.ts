import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GlueClient } from '@aws-sdk/client-glue';
import { IAMClient } from '@aws-sdk/client-iam';
import { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { pascalCase } from '../../../lib/model/names';
import type { VerificationReport } from '../../../lib/verification/verification-report';
import { expect } from '../stage';

/** Longer ago than anything is waited for that may still be spreading. */
const LONG_AGO_MS = 200_000;
/** Parts that a run is asked for at most; the framework does it every ten seconds. */
const PARTS = 12;

/** How a run of the deployed verifier ended. */
export interface Verified {
  /** What CloudFormation would be told; nothing where the deployment goes on. */
  readonly failure?: string;
  /** Invocations it took. */
  readonly parts: number;
  readonly report: VerificationReport;
}

interface Answer {
  readonly IsComplete?: boolean;
  readonly errorMessage?: string;
}

/** A deployed lake whose verifier is called as its custom resource's framework and EventBridge call it. */
export class VerifiedLake {
  public readonly athena: AthenaClient;
  public readonly glue: GlueClient;
  public readonly iam: IAMClient;
  public readonly lakeFormation: LakeFormationClient;
  public readonly s3: S3Client;
  private readonly cloudFormation: CloudFormationClient;
  private readonly lambda: LambdaClient;
  private stackId = '';
  private outputs = new Map<string, string>();
  private resources = new Map<string, string>();

  constructor(
    private readonly environment: Readonly<Record<string, string>>,
    public readonly stackName: string,
  ) {
    const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = environment;
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
    const client = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
    this.athena = new AthenaClient(client);
    this.glue = new GlueClient(client);
    this.iam = new IAMClient(client);
    this.lakeFormation = new LakeFormationClient(client);
    this.s3 = new S3Client({ ...client, forcePathStyle: true });
    this.cloudFormation = new CloudFormationClient(client);
    this.lambda = new LambdaClient(client);
  }

  /** Looks up what the deployment made. */
  public async look(): Promise<void> {
    const { Stacks = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: this.stackName }));
    this.stackId = Stacks[0]?.StackId ?? '';
    this.outputs = new Map((Stacks[0]?.Outputs ?? []).map((each) => [each.OutputKey ?? '', each.OutputValue ?? '']));
    let NextToken: string | undefined;
    do {
      const listing = new ListStackResourcesCommand({ StackName: this.stackName, NextToken });
      const page = await this.cloudFormation.send(listing);
      for (const each of page.StackResourceSummaries ?? []) {
        this.resources.set(each.LogicalResourceId ?? '', each.PhysicalResourceId ?? '');
      }
      NextToken = page.NextToken;
    } while (NextToken);
  }

  public async status(): Promise<string> {
    const { Stacks = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: this.stackName }));
    return Stacks[0]?.StackStatus ?? 'gone';
  }

  public output(name: string): string {
    const value = this.outputs.get(name);
    expect(value !== undefined, `no output ${name} of ${this.stackName}`);
    return value;
  }

  public roleArn(role: string): string {
    return this.output(`RoleArn${pascalCase(role)}`);
  }

  public roleName(role: string): string {
    return this.roleArn(role).split('/').at(-1) ?? '';
  }

  public workgroup(role: string): string {
    return `QuiltUserAthena-${this.stackName}-${role}`;
  }

  /** What an update of the custom resource finds, long after whatever was changed has spread. */
  public async verify(startedBeforeMs = LONG_AGO_MS): Promise<Verified> {
    const event = await this.updateEvent(startedBeforeMs);
    for (let parts = 1; parts <= PARTS; parts++) {
      const { IsComplete, errorMessage } = await this.invoke(/^QuiltAthenaVerificationIsComplete/, event);
      if (errorMessage) return { failure: errorMessage, parts, report: await this.report() };
      if (IsComplete) return { parts, report: await this.report() };
    }
    throw new Error(`the verification did not end within ${PARTS} parts`);
  }

  /** The run that EventBridge begins. */
  public async verifyLater(event: object = { 'detail-type': 'Scheduled Event' }): Promise<VerificationReport> {
    const { errorMessage } = await this.invoke(/^QuiltAthenaVerificationLater/, event);
    expect(!errorMessage, String(errorMessage));
    return this.report();
  }

  public async report(): Promise<VerificationReport> {
    return JSON.parse(await this.recordOf('report.json'));
  }

  private async recordOf(file: string): Promise<string> {
    const [, bucket, folder] = /^s3:\/\/([^/]+)\/(.+\/)report\.json$/.exec(this.output('VerificationReport')) ?? [];
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: bucket, Key: folder + file }));
    return (await Body?.transformToString()) ?? '';
  }

  private async updateEvent(startedBeforeMs: number): Promise<object> {
    const { properties } = JSON.parse(await this.recordOf('subject.json'));
    return {
      RequestType: 'Update',
      StackId: this.stackId,
      LogicalResourceId: 'Verification',
      PhysicalResourceId: 'access-verification',
      ResourceProperties: properties,
      OldResourceProperties: properties,
      StartedAt: Date.now() - startedBeforeMs,
    };
  }

  private async invoke(logicalId: RegExp, event: object): Promise<Answer> {
    const id = [...this.resources.keys()].find((each) => logicalId.test(each) && !/Role|Policy/.test(each)) ?? '';
    const { Payload } = await this.lambda.send(
      new InvokeCommand({ FunctionName: this.resources.get(id), Payload: JSON.stringify(event) }),
    );
    return JSON.parse(Payload?.transformToString() || '{}') ?? {};
  }

  /** Has calls fail on purpose while the work is done. */
  public async during<T>(faults: readonly object[], work: () => Promise<T>): Promise<T> {
    const control = (method: string, body?: object) =>
      fetch(`${this.environment.AWS_ENDPOINT_URL}/_fault`, { method, body: body && JSON.stringify(body) });
    for (const rule of faults) await control('POST', rule);
    try {
      return await work();
    } finally {
      await control('DELETE');
    }
  }

  public end(): void {
    const { athena, glue, iam, lakeFormation, s3, cloudFormation, lambda } = this;
    for (const client of [athena, glue, iam, lakeFormation, s3, cloudFormation, lambda]) client.destroy();
  }
}
