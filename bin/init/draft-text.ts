import { formatByteSize } from '../../lib/model/byte-size';
import type { DraftRole, LakeDraft } from './lake-draft';

/** Off until somebody wants it: it adds functions, and a role that may assume every role of the lake. */
const VERIFICATION = [
  '# Have each deployment prove, as the roles themselves, that they can do their work and only that. Later runs tell what',
  '# has changed since; `onFailure: fail` takes a deployment back whose access is not as declared.',
  '# verification:',
  '#   onFailure: warn',
  '#   schedule: rate(1 day)',
];

/** A configuration with comments, for people to go on from. */
export function draftText(draft: LakeDraft, schema: string): string {
  const blocks = [
    [
      `# yaml-language-server: $schema=${schema}`,
      '#',
      '# The SQL side of a Quilt data lake. What it makes: npx quilt-athena plan. To deploy it: npx cdk deploy.',
      `stackName: ${scalar(draft.stackName)}`,
    ],
    environment(draft),
    database(draft),
    buckets(draft),
    roles(draft),
    workgroups(draft),
    results(draft),
    VERIFICATION,
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function environment({ quilt, region }: LakeDraft): string[] {
  if (!quilt && !region) return [];
  return [
    'env:',
    ...(quilt ? [`  account: ${scalar(quilt.account)}`] : []),
    ...(region ? [`  region: ${scalar(region)}`] : []),
  ];
}

function database({ quilt, databaseName }: LakeDraft): string[] {
  if (quilt) {
    return [
      'database:',
      `  # Output UserAthenaDatabaseName of the Quilt stack ${quilt.name}: referred to, never changed or deleted.`,
      `  name: ${scalar(quilt.databaseName)}`,
      '  existing: true',
    ];
  }
  return databaseName ? ['database:', `  name: ${scalar(databaseName)}`] : [];
}

function buckets({ buckets, quilt }: LakeDraft): string[] {
  if (buckets.length > 0) {
    return [
      '# Buckets that hold packages. They are not touched. CSV and Parquet files in packages as tables: write',
      '#   - { name: BUCKET, tabulator: { TABLE: { file: TABLE.yaml } } }',
      "# where TABLE.yaml is Quilt's configuration of the table, and tabulator: true at each role that may query it.",
      'buckets:',
      ...buckets.map((name) => `  - ${scalar(name)}`),
    ];
  }
  return [
    quilt
      ? '# Name the buckets: the Quilt stack does not tell which it has, its admin panel does. They are not touched.'
      : '# Name the buckets that hold packages. They are not touched.',
    'buckets:',
    '  # - quilt-sandbox-bucket',
  ];
}

function roles({ roles, quilt }: LakeDraft): string[] {
  return [
    '# Each role gets a workgroup and the policies to query its buckets.',
    'roles:',
    ...roles.flatMap((role) => roleLines(role, quilt?.registryRoleArn)),
    ...(quilt?.managedRoleArn
      ? [
          "  # A role made in Quilt's admin panel: its policies are created, and attached through the Quilt stack's parameter",
          '  # ManagedUserRoleExtraPolicies.',
          '  # - name: readers',
          '  #   quiltManaged: true',
          `  #   arn: ${scalar(quilt.managedRoleArn)}`,
          "  #   read: '*'",
        ]
      : []),
  ];
}

function roleLines(role: DraftRole, registryRoleArn: string | undefined): string[] {
  const lines = [
    role.arn ? `arn: ${scalar(role.arn)}` : `name: ${scalar(role.name ?? '')}`,
    ...(role.read.length > 0 ? [`read: ${list(role.read)}`] : []),
    ...(role.write.length > 0 ? [`write: ${list(role.write)}`] : []),
    ...(!role.arn && registryRoleArn
      ? [
          '# So that users of the Quilt catalog can take the role on:',
          `# trustedPrincipals: [${scalar(registryRoleArn)}]`,
        ]
      : []),
  ];
  return lines.map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`));
}

function workgroups({ quilt }: LakeDraft): string[] {
  if (!quilt?.bytesScannedCutoff) return [];
  return [
    'workgroups:',
    "  # The Quilt stack's UserAthenaBytesScannedCutoff.",
    `  bytesScannedCutoff: ${formatByteSize(quilt.bytesScannedCutoff)}`,
  ];
}

function results({ quilt }: LakeDraft): string[] {
  if (!quilt || quilt.excludeArnsFromDeny.length === 0) return [];
  return [
    'results:',
    "  # The Quilt stack's S3BucketPolicyExcludeArnsFromDeny.",
    '  excludeArnsFromDeny:',
    ...quilt.excludeArnsFromDeny.map((arn) => `    - ${scalar(arn)}`),
  ];
}

function list(names: readonly string[]): string {
  return names.includes('*') ? "'*'" : `[${names.map(scalar).join(', ')}]`;
}

/** A text as YAML: plain where it can be taken for nothing else, in quotes otherwise (JSON's are YAML's). */
function scalar(text: string): string {
  const plain = /^[A-Za-z](?:[A-Za-z0-9._/+=@:*-]*[A-Za-z0-9._/+=@*-])?$/.test(text);
  return plain && !/^(true|false|null|yes|no|on|off|y|n|nan|inf)$/i.test(text) ? text : JSON.stringify(text);
}
