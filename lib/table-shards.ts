import { createHash } from 'node:crypto';
import { NestedStack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { IAthenaDatabase } from './catalog/athena-database';
import { AthenaDatabase } from './catalog/athena-database';

/** The shard of a bucket: depends on nothing but its name and the number of shards, so a bucket never moves. */
export function shardOf(bucket: string, shards: number): number {
  return createHash('sha256').update(bucket).digest().readUInt32BE(0) % shards;
}

/** The nested stacks that hold tables, each made when its first bucket comes: CloudFormation takes no empty template. */
export class TableShards {
  private readonly made = new Map<number, NestedStack>();

  /**
   * @param scope parent of the nested stacks
   * @param count number of shards, 1 or more
   * @param database database of the tables, which they wait for
   */
  constructor(
    private readonly scope: Construct,
    private readonly count: number,
    private readonly database: IAthenaDatabase,
  ) {}

  /** The nested stack of a bucket's tables. */
  public of(bucket: string): NestedStack {
    const number = shardOf(bucket, this.count);
    const shard = this.made.get(number) ?? this.newShard(number);
    this.made.set(number, shard);
    return shard;
  }

  private newShard(number: number): NestedStack {
    const shard = new NestedStack(this.scope, `Tables${number}`, {
      description: `Tables of the Quilt lake, shard ${number}`,
      // Spaces would be a third of a large template, of which CloudFormation takes 1 MB.
      suppressTemplateIndentation: true,
    });
    if (this.database instanceof AthenaDatabase) shard.node.addDependency(this.database);
    return shard;
  }
}
