import { lakeData, type TableData } from '../catalog/lake-data';
import type { Lake, LakeRole } from '../model/lake';
import { AuthorizationRegime, ObjectAccess } from '../model/lake-config';
import type { AnalysedView } from '../views/analysed-view';
import { analysedViews, analyseViews } from '../views/analysed-views';
import type { AccessProblem } from './access-problem';
import type { AwsEnvironment } from './aws-environment';
import { columnExposure } from './column-exposure';
import type { AccessSpec, Derivation, PrincipalAccess } from './declared-access';
import { derive } from './derive';
import type { Grant } from './grant';
import type { GrantPlan } from './grant-plan';
import { besideColumns } from './grant-problems';
import { lakeAccessSpec } from './lake-access-spec';
import { declaredBaseGrants, lakeBaseGrants } from './lake-base-grants';
import { grantPlan } from './lake-formation-grants';
import type { PolicyStatement } from './policy-statement';
import { viewStatements } from './view-statements';

/** What the declared views and grants of a lake come to, in IAM and in Lake Formation. */
export class DerivedAccess {
  public readonly views: readonly AnalysedView[];
  public readonly derivation: Derivation;
  private readonly spec: AccessSpec;
  private readonly baseGrants: readonly Grant[];
  private readonly data: ReadonlyMap<string, TableData>;

  public constructor(private readonly lake: Lake) {
    this.views = analysedViews(lake);
    this.spec = lakeAccessSpec(lake, this.views);
    this.baseGrants = lakeBaseGrants(lake);
    this.derivation = derive(this.spec, this.baseGrants);
    this.data = lakeData(lake);
  }

  /** What cannot be, and what a reviewer should know. Nothing is granted to anyone where there is a problem. */
  public findings(): { readonly problems: readonly AccessProblem[]; readonly warnings: readonly AccessProblem[] } {
    const { problems, warnings } = columnExposure({
      ...this.spec,
      grants: this.baseGrants,
      columns: this.columns(),
      locations: this.locations(),
      directReads: new Map(this.lake.roles.map((role) => [role.name, directReads(role)])),
      downgrade: this.lake.authorization.downgrade,
    });
    const beside = besideColumns(declaredBaseGrants(this.lake));
    return { problems: [...beside, ...this.derivation.problems, ...problems], warnings };
  }

  /** What a role's policies must hold for its views and grants, beyond those for the buckets it reads. */
  public statementsFor(role: LakeRole, aws: AwsEnvironment): PolicyStatement[] {
    const { access, grants } = this.beyondBuckets(role);
    if (access.reads.length === 0 && grants.length === 0) return [];
    return viewStatements({ ...this.spec, access, grants, data: this.data }, aws);
  }

  /** What a role reads through views, and what it holds, of which the policies for the buckets it reads know nothing. */
  public beyondBuckets(role: LakeRole): { readonly access: PrincipalAccess; readonly grants: readonly Grant[] } {
    const inBuckets = ({ database, table }: { readonly database: string; readonly table?: string }) =>
      database === this.lake.database.name && role.read.some((bucket) => table?.startsWith(`${bucket}_`));
    const reads = this.derivation.access.find(({ principal }) => principal === role.name)?.reads ?? [];
    const access: PrincipalAccess = { principal: role.name, reads: reads.filter((object) => !inBuckets(object)) };
    const grants = [...this.baseGrants, ...this.derivation.grants]
      .filter(({ principal }) => principal === role.name)
      .filter((grant) => !(inBuckets(grant) && grant.privileges.every((p) => p === 'SELECT' || p === 'DESCRIBE')));
    return { access, grants };
  }

  /** The grants that Lake Formation must hold; nothing where IAM decides alone. */
  public plan(): GrantPlan | undefined {
    if (this.spec.regime === AuthorizationRegime.IAM) return undefined;
    return grantPlan({
      ...this.spec,
      baseGrants: this.baseGrants,
      derivedGrants: this.derivation.grants,
      locations: this.locations(),
    });
  }

  private columns(): ReadonlyMap<string, readonly string[]> {
    const { tables } = analyseViews(this.lake).catalog;
    return new Map([...tables].map(([key, { columns }]) => [key, columns.map(({ name }) => name)]));
  }

  private locations(): ReadonlyMap<string, string> {
    return new Map([...this.data].map(([key, { location }]) => [key, location]));
  }
}

/** Whether Lake Formation decides what a role may query. */
export function isGovernedRole({ authorization: { regime, optIn } }: Lake, role: LakeRole): boolean {
  return (
    regime === AuthorizationRegime.LAKE_FORMATION ||
    (regime === AuthorizationRegime.HYBRID && optIn.includes(role.name))
  );
}

function directReads(role: LakeRole): string[] {
  return role.objects === ObjectAccess.DIRECT ? role.read.map((bucket) => `s3://${bucket}/`) : [];
}
