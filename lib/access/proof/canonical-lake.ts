import { createHash } from 'node:crypto';
import { type Stack, Token } from 'aws-cdk-lib';
import type { AwsEnvironment } from '../../authorization/aws-environment';
import type { Lake } from '../../model/lake';
import { CANONICAL } from '../../prover/template/canonical-environment';
import { CanonicalValues } from '../../prover/template/canonical-values';
import type { TemplateTree } from '../../prover/template/template';

/** By how their Regions' names begin (AWS General Reference: aws-arns-and-namespaces); loading the CDK's facts would take longer than the proof. */
const PARTITIONS: readonly (readonly [start: string, partition: string, urlSuffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
];

/** Where a proof takes a lake to be: what is known of its stack, and for the rest AWS's example account. */
export function canonicalEnvironment(stack: Stack, lake: Lake): AwsEnvironment {
  const [, arnPartition, , , arnAccount] =
    lake.roles.find(({ arn }) => arn && !Token.isUnresolved(arn))?.arn?.split(':') ?? [];
  const region = known(stack.region) ?? CANONICAL.region;
  const [, partition, urlSuffix] = PARTITIONS.find(([start]) => region.startsWith(start)) ?? [
    '',
    CANONICAL.partition,
    CANONICAL.urlSuffix,
  ];
  return {
    region,
    partition: known(stack.partition) ?? arnPartition ?? partition,
    account: known(stack.account) ?? arnAccount ?? CANONICAL.account,
    urlSuffix: known(stack.urlSuffix) ?? urlSuffix,
  };
}

const known = (value: string) => (Token.isUnresolved(value) ? undefined : value);

/** What stands in a lake's declaration and templates, without tokens; what only a deployment knows is made up. */
export class CanonicalLake {
  public readonly aws: AwsEnvironment;
  public readonly lake: Lake;
  /** Values of the root stack's template. */
  public readonly values: CanonicalValues;
  private readonly own: CanonicalValues;

  /**
   * @param root the stack that is deployed
   * @param stack it, or the nested stack in it that the lake is in
   */
  constructor(
    private readonly root: Stack,
    private readonly stack: Stack,
    tree: TemplateTree,
    lake: Lake,
  ) {
    this.aws = canonicalEnvironment(root, lake);
    const standIns = new Map<string, string>();
    const newValues = () =>
      new CanonicalValues(tree, this.aws, {}, root.stackName, (intrinsic) => {
        const text = JSON.stringify(intrinsic);
        return standIns.get(text) ?? madeUp(text);
      });
    this.lake = this.withoutTokens(lake, valuesOf(stack, newValues()), standIns);
    // Anew, since what was looked up in between is remembered.
    this.values = newValues();
    this.own = valuesOf(stack, this.values);
  }

  /** A value without tokens. */
  public resolved(value: string): string {
    return Token.isUnresolved(value) ? String(this.own.resolved(this.stack.resolve(value))) : value;
  }

  /** A token that stands for no ARN which is known here gets one of the right form. */
  private withoutTokens(lake: Lake, values: CanonicalValues, standIns: Map<string, string>): Lake {
    const arn = (value: string, service: string, path: string) => {
      if (!Token.isUnresolved(value)) return value;
      const intrinsic = this.stack.resolve(value);
      const found = String(values.resolved(intrinsic));
      if (found.startsWith('arn:') && !found.startsWith(UNKNOWN)) return found;
      const made = `arn:${this.aws.partition}:${service}:${this.aws.account}:${path}${nameOf(JSON.stringify(intrinsic))}`;
      for (const stack of [this.root, this.stack]) standIns.set(JSON.stringify(stack.resolve(value)), made);
      return made;
    };
    const key = (value: string | undefined) => value && arn(value, `kms:${this.aws.region}`, 'key/');
    const role = (value: string) => arn(value, 'iam:', 'role/');
    return {
      ...lake,
      buckets: lake.buckets.map((bucket) => (bucket.kmsKey ? { ...bucket, kmsKey: key(bucket.kmsKey) } : bucket)),
      externalTables: lake.externalTables.map((table) => ({ ...table, kmsKey: key(table.kmsKey) })),
      tabulator: lake.tabulator && {
        ...lake.tabulator,
        existing: lake.tabulator.existing && {
          ...lake.tabulator.existing,
          functionArn: arn(lake.tabulator.existing.functionArn, `lambda:${this.aws.region}`, 'function:'),
        },
      },
      roles: lake.roles.map((each) => (each.arn ? { ...each, arn: role(each.arn) } : each)),
      results: {
        ...lake.results,
        kmsKey: key(lake.results.kmsKey),
        excludeArnsFromDeny: lake.results.excludeArnsFromDeny.map(role),
      },
    };
  }
}

const UNKNOWN = 'arn:aws:unknown:::';

/** Of an ARN's form, since most such values are ARNs. */
function madeUp(intrinsic: string): string {
  return `${UNKNOWN}${nameOf(intrinsic)}`;
}

/** What it stands for can be read in it. */
function nameOf(intrinsic: string): string {
  const digest = createHash('sha256').update(intrinsic).digest('hex').slice(0, 8);
  const words = intrinsic.slice(0, 60).match(/[A-Za-z0-9.]+/g) ?? [];
  return [...words, digest].join('-');
}

/** The values of a nested stack's template, from those of the root's. */
function valuesOf(stack: Stack, root: CanonicalValues): CanonicalValues {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  return parent && resource ? valuesOf(parent, root).nested(parent.resolve(resource.logicalId)) : root;
}
