import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnManagedPolicy, CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { flattened } from './flattened';

/** Why a resource with a wildcard is as narrow as it can be, by what it looks like. What matches none is not accepted. */
export type Wildcards = readonly [pattern: RegExp, reason: string][];

/** Those in policies of roles, and of Tabulator's function. */
const WILDCARDS: Wildcards = [
  [
    /^\*$/,
    'athena:ListWorkGroups and athena:ListDataCatalogs support no resource but * (Service Authorization Reference, Amazon Athena)',
  ],
  [
    /:table\/[^/*]+\/[^_*]+_\*$/,
    'the tables and views of one declared bucket: no bucket name has a "_", so tables of no other bucket match',
  ],
  [
    /\/spill\/[^/*]+\/\*$/,
    "rows of the role's own queries of Tabulator tables, spilled under names that the function picks",
  ],
  [/\/spill\/\*$/, 'the function writes spilled rows of every query, under names that it picks, and reads none'],
  [
    /-assets-[^/*]+\/\*\.tabulator$/,
    'configurations of Tabulator in the bucket of CDK assets: older ones, too, since a deployment that fails is taken back',
  ],
  [/\/athena-results\/[^/*]+\/\*$/, "results of the role's own workgroup, which Athena names by ids it picks"],
  [/:s3:::[^/*]+\/\.quilt\/(named_)?packages\/\*$/, 'the files that the tables of one declared bucket are stored in'],
  [
    /:s3:::[^/*]+\/\*$/,
    'the role is declared to read or write the packages of this bucket, which are objects of any name',
  ],
];

/** A document as it will be written: one resource may stand without a list around it. */
interface WrittenDocument {
  readonly Statement: readonly { readonly Resource: unknown }[];
}

/**
 * Written as `Validations.acknowledge` writes it, which itself takes no id with more than one `::`: those of wildcards have
 * the one of `Resource::`, and those of the ARN or of references in it (aws-cdk-lib/core/lib/validation/validations.js).
 */
export function acknowledgeWildcards(policy: CfnManagedPolicy | CfnPolicy, wildcards = WILDCARDS): void {
  const { Statement: statements }: WrittenDocument = Stack.of(policy).resolve(policy.policyDocument);
  const reasons: Record<string, string> = {};
  for (const resource of statements.flatMap(({ Resource: resources }) => [resources].flat().map(flattened))) {
    const known = wildcards.find(([pattern]) => pattern.test(resource));
    if (known && resource.includes('*')) reasons[`AwsSolutions-IAM5[Resource::${resource}]`] = known[1];
  }
  if (Object.keys(reasons).length > 0) policy.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, reasons);
}
