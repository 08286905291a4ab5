import { Budget } from '../../../lambda/grants/budget';
import type { Workplace } from '../../../lambda/grants/converge';
import { JournalStore } from '../../../lambda/grants/journal-store';
import { grantOfEntry, type PermissionEntry } from '../../../lambda/grants/lake-formation-form';
import type { ObjectsPort } from '../../../lambda/grants/ports';
import type { ResourceEvent } from '../../../lambda/grants/request';
import { grantsOf, type Right, rightsOf } from '../../../lambda/grants/right';
import { writeGrantPlan } from '../../../lib/access/grant-plan-text';
import type { Grant } from '../../../lib/authorization/grant';

const STACK = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/lake/0000';
export const GRANTS_ROLE = 'arn:aws:iam::123456789012:role/grants';
export const ANALYST = 'arn:aws:iam::123456789012:role/analyst';

export const reads = (table: string): Grant => ({
  principal: 'analyst',
  database: 'lake',
  table,
  privileges: ['SELECT'],
});

/** An account with nothing in it but what is granted, held in memory: what the handler's ports need, without failures. */
export class Account {
  public readonly rights = new Map<string, Right>();
  public readonly files = new Map<string, string>();
  public readonly log: Readonly<Record<string, unknown>>[] = [];
  public writes = 0;
  /** Databases over which the grants role has authority. */
  public authority = ['lake'];
  /** Tables on which granting is refused for good. */
  public refused: readonly string[] = [];

  public held(): string[] {
    return [...this.rights.values()].map(({ table, privilege }) => `${table}: ${privilege}`).sort();
  }

  public journal(): { resource: string } | undefined {
    const text = this.files.get('grants/lake-0000.json');
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** A request of CloudFormation's for a resource of that logical id. */
  public event(kind: ResourceEvent['RequestType'], resource: string, grants: readonly Grant[]): ResourceEvent {
    const plan = writeGrantPlan({ version: 1, grants, preflight: { governed: [], locations: [], optIns: [] } });
    const key = `${plan.length}-${this.files.size}.grants`;
    this.files.set(key, plan);
    const ResourceProperties = {
      PlanBucket: 'assets',
      PlanKey: key,
      PlanDigest: plan,
      CatalogId: '123456789012',
      TablesDigest: 'tables',
      RecordsBucket: 'records',
      Principals: { analyst: ANALYST },
    };
    return {
      RequestType: kind,
      StackId: STACK,
      LogicalResourceId: resource,
      StartedAt: Date.now(),
      ResourceProperties,
    };
  }

  private readonly objects: ObjectsPort = {
    read: async (_, key) => this.files.get(key),
    write: async (_, key, text) => void this.files.set(key, text),
    remove: async (_, key) => void this.files.delete(key),
  };

  public store(): JournalStore {
    return new JournalStore(this.objects, 'records', STACK);
  }

  /** @param elapsedMs since the run began */
  public place(elapsedMs = 0): Workplace {
    const now = () => elapsedMs;
    return {
      catalogId: '123456789012',
      store: this.store(),
      budget: new Budget(
        0,
        () => 600_000,
        now,
        async () => undefined,
      ),
      ports: {
        objects: this.objects,
        log: (line) => this.log.push(line),
        catalog: { find: async () => 'found' },
        lakeFormation: {
          settings: async () => ({ administrators: [], newTablesLeftToIam: false }),
          locations: async () => [],
          optIns: async () => [],
          permissionsOf: async (principal) => this.listed(principal),
          change: async (kind, entries) => {
            this.writes++;
            return entries.flatMap((entry, index) => this.changed(kind, entry, index));
          },
        },
      },
    };
  }

  private listed(principal: string): PermissionEntry[] {
    const everything = { Permissions: ['ALL'], PermissionsWithGrantOption: ['ALL'] };
    const by = { Principal: { DataLakePrincipalIdentifier: principal } };
    if (principal === GRANTS_ROLE) {
      return this.authority.flatMap((name) => [
        { ...by, ...everything, Resource: { Database: { Name: name } } },
        { ...by, ...everything, Resource: { Table: { DatabaseName: name, TableWildcard: {} } } },
      ]);
    }
    // Without authority one sees nothing.
    const visible = [...this.rights.values()].filter(
      (right) => right.principal === principal && this.authority.includes(right.database),
    );
    return grantsOf(visible).map(({ database, table, privileges }) => ({
      ...by,
      Permissions: privileges,
      Resource: { Table: { DatabaseName: database, Name: table } },
    }));
  }

  private changed(kind: 'grant' | 'revoke', entry: PermissionEntry, index: number) {
    const grant = grantOfEntry(entry);
    if (!grant) return [];
    if (kind === 'grant' && this.refused.includes(grant.table ?? '')) {
      return [{ index, code: 'InvalidInputException', message: 'not on this table' }];
    }
    for (const [key, right] of rightsOf([grant])) {
      if (kind === 'grant') this.rights.set(key, right);
      else this.rights.delete(key);
    }
    return [];
  }
}
