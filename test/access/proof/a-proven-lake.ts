import { App, Stack, type StackProps } from 'aws-cdk-lib';
import type { CfnManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import type { LakeConfig } from '../../../lib/model/lake-config';
import { QuiltAthena } from '../../../lib/quilt-athena';

export const KEY = 'arn:aws:kms:us-east-1:123456789012:key/results';

export const LAKE: LakeConfig = {
  buckets: [{ name: 'sales-raw' }, { name: 'sales-vault', kmsKey: KEY }],
  roles: [
    { name: 'analyst', read: ['sales-raw'] },
    { name: 'curator', write: ['*'] },
  ],
  results: { kmsKey: KEY },
};

/** A lake in a stack of its own, and what a synthesis says about it. */
export class ProvenStack extends Stack {
  public readonly quilt: QuiltAthena;
  private readonly app: App;

  constructor(config: LakeConfig = LAKE, props: StackProps & { readonly context?: Record<string, unknown> } = {}) {
    const app = new App({ context: props.context });
    super(app, 'sales-prod', props);
    this.app = app;
    this.quilt = new QuiltAthena(this, 'QuiltAthena', config);
  }

  /** Folder of the cloud assembly. */
  public synth(): string {
    return this.app.synth({ force: true }).directory;
  }

  /** The message of a synthesis that fails; empty where it does not. */
  public failure(): string {
    try {
      this.synth();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** Warnings of the last synthesis. */
  public get warnings(): string[] {
    return this.quilt.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
  }

  public role(name: string): Role {
    return this.quilt.queryRole(name).role as Role;
  }

  /** Statements of one of a role's policies, as the template has them, and how to replace them by an escape hatch. */
  public statements(role: string, part: 'Query' | 'Data'): { list: Statement[]; replace: (list: unknown[]) => void } {
    const policy = this.quilt.queryRole(role).policies.find(({ node }) => node.id.startsWith(part)) as CfnManagedPolicy;
    return {
      list: this.resolve(policy.policyDocument).Statement,
      replace: (list) => policy.addPropertyOverride('PolicyDocument.Statement', list),
    };
  }

  /** Changes one statement of a role's policies, or takes it out. */
  public change(
    role: string,
    part: 'Query' | 'Data',
    sid: string,
    change: (s: Statement) => Statement | undefined,
  ): void {
    const { list, replace } = this.statements(role, part);
    if (!list.some(({ Sid }) => Sid === sid)) throw new Error(`${role} has no statement ${sid}`);
    replace(list.flatMap((statement) => (statement.Sid === sid ? (change(statement) ?? []) : statement)));
  }
}

export interface Statement {
  readonly Sid: string;
  readonly Action: string[];
  readonly Resource: unknown[];
}
