import { arnsIn } from '../authorization/aws-environment';
import { mergedPreset } from '../authorization/client-presets';
import { patternCovers } from '../authorization/missing-statements';
import type { PolicyStatement } from '../authorization/policy-statement';
import type { Lake, LakeRole } from '../model/lake';
import { type CallContext, DIRECTLY, SAMPLE, THROUGH_ATHENA } from './call-context';
import { PLAN_ENVIRONMENT, RESULTS_BUCKET_ARN, rolePlaceholder } from './deployed-names';
import { tabulatorOf } from './role-rights';
import type { CallExpectation } from './verification-plan';

const ARNS = arnsIn(PLAN_ENVIRONMENT);
const BY_ATHENA: CallContext = { ...DIRECTLY, ...THROUGH_ATHENA };

/** With these a role could give itself or others what the lake does not (IAM User Guide: access_policies_boundaries). */
const ADMINISTRATION = [
  'lakeformation:BatchGrantPermissions',
  'lakeformation:GrantPermissions',
  'lakeformation:PutDataLakeSettings',
  'lakeformation:RegisterResource',
];
const OF_ROLES = ['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'];

/** What a role of this lake must not be able to do; what its own statements allow after all is left out. */
export function refusedCalls(role: LakeRole, lake: Lake, statements: readonly PolicyStatement[]): CallExpectation[] {
  const others = lake.roles.filter(({ name }) => name !== role.name);
  const calls = [
    ...ofOthers(others),
    ...ofBuckets(role, lake),
    ...ofTabulator([role, ...others], lake),
    refused('AdministrateLakeFormation', ADMINISTRATION, ['*']),
    refused('AdministrateRoles', OF_ROLES, [rolePlaceholder(role.name)]),
    refused(
      'ChangeWorkgroup',
      ['athena:DeleteWorkGroup', 'athena:UpdateWorkGroup'],
      [ARNS.workgroup(role.workgroup.name)],
    ),
    refused('OpenResults', ['s3:DeleteBucketPolicy', 's3:PutBucketPolicy'], [RESULTS_BUCKET_ARN]),
    refused('ReadTablesOfDefault', ['glue:GetTable'], [ARNS.table('default', SAMPLE)], BY_ATHENA),
    ...(mergedPreset(role.clients).directResults
      ? []
      : [refused('ReadResultsDirectly', ['s3:GetObject'], [`${RESULTS_BUCKET_ARN}/${role.resultsPrefix}${SAMPLE}`])]),
  ];
  return calls.map((call) => withoutAllowed(call, statements)).filter(({ resources }) => resources.length > 0);
}

function refused(
  purpose: string,
  actions: readonly string[],
  resources: readonly string[],
  context: CallContext = DIRECTLY,
): CallExpectation {
  return { purpose, actions, resources, context, expected: 'denied' };
}

function ofOthers(others: readonly LakeRole[]): CallExpectation[] {
  const workgroups = others.map(({ workgroup }) => ARNS.workgroup(workgroup.name));
  const results = others.map(({ resultsPrefix }) => `${RESULTS_BUCKET_ARN}/${resultsPrefix}${SAMPLE}`);
  return [
    refused('UseWorkgroupOfAnother', ['athena:GetQueryResults', 'athena:StartQueryExecution'], workgroups),
    refused('ReadResultsOfAnother', ['s3:GetObject', 's3:PutObject'], results, BY_ATHENA),
  ];
}

function ofBuckets(role: LakeRole, { buckets, database }: Lake): CallExpectation[] {
  const read = new Set(role.read);
  const write = new Set(role.write);
  const unread = buckets.map(({ name }) => name).filter((name) => !read.has(name));
  const unwritten = buckets.map(({ name }) => name).filter((name) => !write.has(name));
  const objects = (names: readonly string[]) => names.map((name) => ARNS.objects(name, SAMPLE));
  const tables = unread.map((name) => ARNS.table(database.name, `${name}_${SAMPLE}`));
  return [
    refused('ReadTablesOfOtherBuckets', ['glue:GetTable'], tables, BY_ATHENA),
    refused('ReadOtherBuckets', ['s3:GetObject'], objects(unread)),
    refused('QueryOtherBuckets', ['s3:GetObject'], objects(unread), BY_ATHENA),
    refused('WriteBuckets', ['s3:DeleteObject', 's3:PutObject'], objects(unwritten)),
  ];
}

/** Whether or not the role may use it: the function answers Athena, and spilled rows are for those who asked. */
function ofTabulator(roles: readonly LakeRole[], lake: Lake): CallExpectation[] {
  return roles.flatMap((role) => {
    const tabulator = tabulatorOf(role, lake);
    if (!tabulator) return [];
    const { catalogName, functionArn, spillBucketArn, spillPrefix } = tabulator;
    const rows = [`${spillBucketArn}/${spillPrefix}${SAMPLE}`];
    const spilled = [refused('ReadSpill', ['s3:GetObject'], rows, BY_ATHENA)];
    if (role !== roles[0]) return spilled;
    return [
      refused('UseTabulator', ['athena:GetDataCatalog'], [ARNS.dataCatalog(catalogName)]),
      refused('InvokeTabulator', ['lambda:InvokeFunction'], [functionArn], BY_ATHENA),
      refused('InvokeTabulatorDirectly', ['lambda:InvokeFunction'], [functionArn]),
      ...spilled,
    ];
  });
}

/** Views and external tables may lie in buckets that a role does not read: what is declared is not refused. */
function withoutAllowed(call: CallExpectation, statements: readonly PolicyStatement[]): CallExpectation {
  const direct = call.context['aws:ViaAWSService'] === 'false';
  const patterns = statements
    .filter(({ Action }) => Action.some((action) => call.actions.includes(action)))
    .filter(({ Condition }) => !(direct && Object.values(Condition ?? {}).some((keys) => 'aws:CalledVia' in keys)))
    .flatMap(({ Resource }) => Resource);
  const allowed = new ResourcePatterns(patterns);
  return { ...call, resources: call.resources.filter((resource) => !allowed.cover(resource)) };
}

/** Patterns by what stands before their first wildcard: a lake has thousands of them. */
class ResourcePatterns {
  private readonly byStart = new Map<string, string[]>();

  constructor(patterns: readonly string[]) {
    for (const pattern of patterns) {
      const start = pattern.split('*', 1)[0];
      this.byStart.set(start, [...(this.byStart.get(start) ?? []), pattern]);
    }
  }

  public cover(resource: string): boolean {
    for (let end = 0; end <= resource.length; end++) {
      if (this.byStart.get(resource.slice(0, end))?.some((pattern) => patternCovers(pattern, resource))) return true;
    }
    return false;
  }
}
