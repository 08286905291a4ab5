import { Budget } from '../../../lambda/grants/budget';
import type { ResourceEvent } from '../../../lambda/grants/request';
import { Records } from '../../../lambda/verify/records';
import type { NoticedWorkplace } from '../../../lambda/verify/workplace';
import { writeVerificationPlan } from '../../../lib/verification/verification-plan-text';
import { planOf } from '../../verification/a-lake';
import { type DeployedLake, STACK_ID } from './deployed-lake';

/** Where runs work in tests: objects in memory, a clock that is set. */
export class TestPlace {
  public readonly objects = new Map<string, string>([['assets/plan', writeVerificationPlan(planOf())]]);
  public readonly told: { subject: string; message: string }[] = [];
  public readonly measured: number[][] = [];
  public status: string | undefined = 'UPDATE_IN_PROGRESS';
  public elapsedMs = 0;
  public readonly startedAt = Date.parse('2026-01-01T00:00:00Z');

  constructor(public readonly lake: DeployedLake) {}

  public event(RequestType: ResourceEvent['RequestType'], properties: Record<string, unknown> = {}): ResourceEvent {
    const { partition, region, account, urlSuffix, resultsBucket, roles, keys } = this.lake.names;
    return {
      RequestType,
      StackId: STACK_ID,
      LogicalResourceId: 'Verification',
      StartedAt: this.startedAt,
      ResourceProperties: {
        PlanBucket: 'assets',
        PlanKey: 'plan',
        PlanDigest: 'new',
        Partition: partition,
        Region: region,
        Account: account,
        UrlSuffix: urlSuffix,
        ResultsBucket: resultsBucket,
        Roles: roles,
        Keys: keys,
        OnFailure: 'fail',
        ...properties,
      },
      OldResourceProperties: { PlanDigest: 'old' },
    };
  }

  public get place(): NoticedWorkplace {
    const objects = {
      read: async (bucket: string, key: string) => this.objects.get(`${bucket}/${key}`),
      write: async (bucket: string, key: string, text: string) => {
        this.objects.set(`${bucket}/${key}`, text);
      },
      remove: async (bucket: string, key: string) => {
        this.objects.delete(`${bucket}/${key}`);
      },
    };
    return {
      stackId: STACK_ID,
      verifierArn: 'arn:aws:iam::123456789012:role/verifier',
      ports: { ...this.lake.ports, objects, stack: { status: async () => this.status } },
      records: new Records(objects, 'records', STACK_ID),
      budget: new Budget(
        this.startedAt,
        () => 300_000,
        () => this.startedAt + this.elapsedMs,
        async (ms) => {
          this.elapsedMs += Math.max(ms, 1_000);
        },
      ),
      notices: {
        measure: async (...counts) => {
          this.measured.push(counts);
        },
        publish: async (subject, message) => {
          this.told.push({ subject, message });
        },
      },
    };
  }

  public get recordKeys(): string[] {
    return [...this.objects.keys()].filter((key) => key.startsWith('records/')).sort();
  }
}
