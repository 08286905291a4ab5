import { CreateDatabaseCommand, CreateTableCommand, DeleteTableCommand, GlueClient } from '@aws-sdk/client-glue';
import {
  GrantPermissionsCommand,
  LakeFormationClient,
  ListPermissionsCommand,
  type PrincipalResourcePermissions,
  PutDataLakeSettingsCommand,
  RevokePermissionsCommand,
} from '@aws-sdk/client-lakeformation';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { writeGrantPlan } from '../../../lib/access/grant-plan-text';
import type { Grant } from '../../../lib/authorization/grant';
import type { GrantPlan } from '../../../lib/authorization/grant-plan';
import { ACCOUNT } from '../../../local/environment';
import { type RunEnd, type RunOptions, runHandler } from './handler-process';

export const DATABASE = 'governed';
export const arnOf = (role: string) => `arn:aws:iam::${ACCOUNT}:role/${role}`;
export const GRANTS_ROLE = 'grants-role';
const ADMINISTRATOR = `arn:aws:iam::${ACCOUNT}:root`;
const BUCKET = 'grants-records';

const keyOfJournal = (stack: string) => `grants/${stack}-0001.json`;

type Properties = Record<string, unknown>;

interface EventOptions extends RunOptions {
  /** Logical id of the resource. @default Grants */
  readonly resource?: string;
}

/** A lake that Lake Formation governs, seen by its administrator, and a grants resource in it. */
export class GovernedLake {
  public readonly lakeFormation: LakeFormationClient;
  public readonly glue: GlueClient;
  private readonly s3: S3Client;
  private readonly sts: STSClient;
  private session: Record<string, string> = {};

  constructor(private readonly environment: Readonly<Record<string, string>>) {
    const client = {
      endpoint: environment.AWS_ENDPOINT_URL,
      region: environment.AWS_REGION,
      credentials: { accessKeyId: environment.AWS_ACCESS_KEY_ID, secretAccessKey: environment.AWS_SECRET_ACCESS_KEY },
    };
    this.lakeFormation = new LakeFormationClient(client);
    this.glue = new GlueClient(client);
    this.s3 = new S3Client({ ...client, forcePathStyle: true });
    this.sts = new STSClient(client);
  }

  /** Also: nothing new is left to IAM. */
  public async administeredBy(...roles: string[]): Promise<void> {
    const administrators = [ADMINISTRATOR, ...roles.map(arnOf)];
    await this.lakeFormation.send(
      new PutDataLakeSettingsCommand({
        DataLakeSettings: {
          DataLakeAdmins: administrators.map((DataLakePrincipalIdentifier) => ({ DataLakePrincipalIdentifier })),
          CreateDatabaseDefaultPermissions: [],
          CreateTableDefaultPermissions: [],
        },
      }),
    );
  }

  public async setUp(tables: readonly string[]): Promise<void> {
    await this.administeredBy();
    await this.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await this.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
    for (const table of tables) await this.createTable(table);
  }

  public async createTable(name: string): Promise<void> {
    const Columns = ['id', 'name', 'amount'].map((Name) => ({ Name, Type: 'string' }));
    const location = `s3://${BUCKET}/data/${name}/`;
    await this.glue.send(
      new CreateTableCommand({
        DatabaseName: DATABASE,
        TableInput: { Name: name, TableType: 'EXTERNAL_TABLE', StorageDescriptor: { Columns, Location: location } },
      }),
    );
  }

  /** With its grants, as Lake Formation has it (hashicorp/terraform-provider-aws#48534). */
  public async dropTable(name: string): Promise<void> {
    for (const entry of await this.permissions()) {
      const form = entry.Resource?.Table ?? entry.Resource?.TableWithColumns;
      if (form?.Name !== name) continue;
      const { Principal, Resource, Permissions } = entry;
      await this.lakeFormation.send(new RevokePermissionsCommand({ Principal, Resource, Permissions }));
    }
    await this.glue.send(new DeleteTableCommand({ DatabaseName: DATABASE, Name: name }));
  }

  /** The grants role's own credentials, as its function has them. */
  public async assume(): Promise<void> {
    const { Credentials } = await this.sts.send(
      new AssumeRoleCommand({ RoleArn: arnOf(GRANTS_ROLE), RoleSessionName: 'handler' }),
    );
    this.session = {
      AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
      AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
    };
  }

  public async grant(role: string, Resource: object, ...Permissions: string[]): Promise<void> {
    const Principal = { DataLakePrincipalIdentifier: arnOf(role) };
    await this.lakeFormation.send(
      new GrantPermissionsCommand({ Principal, Resource, Permissions: Permissions as never }),
    );
  }

  /** Everything but what the grants role itself and the group of IAM hold. */
  public async permissions(): Promise<PrincipalResourcePermissions[]> {
    const others = [arnOf(GRANTS_ROLE), 'IAM_ALLOWED_PRINCIPALS', ADMINISTRATOR];
    const found = await this.everyPermission();
    return found.filter(({ Principal }) => !others.includes(Principal?.DataLakePrincipalIdentifier ?? ''));
  }

  private async everyPermission(): Promise<PrincipalResourcePermissions[]> {
    const found: PrincipalResourcePermissions[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.lakeFormation.send(new ListPermissionsCommand({ MaxResults: 1000, NextToken }));
      found.push(...(page.PrincipalResourcePermissions ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return found;
  }

  /** All that anybody holds in a database. */
  public async heldOn(database: string): Promise<string[]> {
    const inDatabase = ({ Resource }: PrincipalResourcePermissions) =>
      JSON.stringify(Resource).includes(JSON.stringify(database));
    return (await this.everyPermission()).filter(inDatabase).map(inWords).sort();
  }

  /** `role: PERMISSIONS on table(columns)`, sorted. */
  public async held(): Promise<string[]> {
    return (await this.permissions()).map(inWords).sort();
  }

  /** Events of a resource whose plan is this; `digest` stands for the tables' definitions. */
  public async properties(grants: readonly Grant[], given: Partial<GrantPlan['preflight']> = {}, digest = 'tables') {
    const preflight = { governed: [], locations: [], optIns: [], ...given };
    const text = writeGrantPlan({ version: 1, grants, preflight });
    const key = `plan-${Buffer.from(`${text.length}-${Math.random()}`).toString('hex')}.grants`;
    await this.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: text }));
    const principals = new Set([...grants, ...preflight.optIns].map(({ principal }) => principal));
    return {
      PlanBucket: BUCKET,
      PlanKey: key,
      PlanDigest: key,
      Principals: Object.fromEntries([...principals].map((name) => [name, arnOf(name)])),
      CatalogId: ACCOUNT,
      TablesDigest: digest,
      RecordsBucket: BUCKET,
    };
  }

  public async journal(stack: string): Promise<string | undefined> {
    const found = await this.s3
      .send(new GetObjectCommand({ Bucket: BUCKET, Key: keyOfJournal(stack) }))
      .catch(() => undefined);
    return found?.Body?.transformToString();
  }

  public async rewrite(stack: string, journal: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: keyOfJournal(stack), Body: journal }));
  }

  public async forget(stack: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: keyOfJournal(stack) }));
  }

  public create(stack: string, properties: Properties, options?: EventOptions): Promise<RunEnd> {
    return this.run(stack, { RequestType: 'Create', ResourceProperties: properties }, options);
  }

  public update(stack: string, properties: Properties, old: Properties, options?: EventOptions): Promise<RunEnd> {
    const event = { RequestType: 'Update', ResourceProperties: properties, OldResourceProperties: old };
    return this.run(stack, event, options);
  }

  public delete(stack: string, properties: Properties, options?: EventOptions): Promise<RunEnd> {
    return this.run(stack, { RequestType: 'Delete', ResourceProperties: properties }, options);
  }

  private run(stack: string, event: Properties, options?: EventOptions): Promise<RunEnd> {
    const whole = {
      StackId: `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/${stack}/0001`,
      LogicalResourceId: options?.resource ?? 'Grants',
      ResponseURL: 'https://secret.example/response',
      ...(event.RequestType === 'Create'
        ? {}
        : { PhysicalResourceId: `lake-formation-grants/${ACCOUNT}/${stack}/0001` }),
      ...event,
    };
    const environment = { ...this.environment, ...this.session, GRANTS_ROLE_ARN: arnOf(GRANTS_ROLE) };
    return runHandler(whole, environment, options);
  }

  public async calls(work: () => Promise<unknown>): Promise<Record<string, number>> {
    await this.control('DELETE', '/_calls');
    await work();
    const all = (await (await this.control('GET', '/_calls')).json()) as Record<string, number>;
    const names = Object.entries(all).flatMap(([name, count]) =>
      name.startsWith('POST /') ? [[name.slice(6), count]] : [],
    );
    return Object.fromEntries(names);
  }

  public async fault(rule: object): Promise<void> {
    await this.control('POST', '/_fault', rule);
  }

  public async noFaults(): Promise<void> {
    await this.control('DELETE', '/_fault');
  }

  private control(method: string, where: string, body?: object): Promise<Response> {
    return fetch(`${this.environment.AWS_ENDPOINT_URL}${where}`, { method, body: body && JSON.stringify(body) });
  }

  public end(): void {
    for (const client of [this.lakeFormation, this.glue, this.s3, this.sts]) client.destroy();
  }
}

function inWords({ Principal, Resource, Permissions = [] }: PrincipalResourcePermissions): string {
  const role = Principal?.DataLakePrincipalIdentifier?.split('/').at(-1);
  const { Table, TableWithColumns, Database } = Resource ?? {};
  const columns = TableWithColumns?.ColumnNames ? `(${TableWithColumns.ColumnNames.join(',')})` : '';
  const object = Table?.Name ?? TableWithColumns?.Name ?? Database?.Name;
  return `${role}: ${[...Permissions].sort().join(',')} on ${object}${columns}`;
}
