import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Lake } from './model/lake';
import { ViewSecurity } from './model/lake-views-config';
import { QuiltAthenaValidationError } from './model/validation-error';
import { shardOf } from './table-shards';

/**
 * CloudFormation takes 500 resources and 1 MB a template (docs: AWSCloudFormation/latest/UserGuide,
 * cloudformation-limits). A few are left for what the stack holds beside the lake.
 */
const MOST_RESOURCES = 485;
const MOST_BYTES = 1_000_000;

/** Buckets a shard is advised to hold, and what a bucket of the classic layout takes at most in a template. */
const BUCKETS_PER_SHARD = 60;
const RESOURCES_PER_BUCKET = 4;

/** Below this, no template of ours comes near the limit on bytes, and measuring it is saved. */
const WORTH_MEASURING = 200;

/** Type, name, dependencies and metadata of one resource. */
const BYTES_AROUND = 400;

/** Fails where CloudFormation would refuse one of the lake's templates, and tells what to set. */
export function checkTemplates(scope: Construct, lake: Lake): void {
  for (const [stack, resources] of resourcesByStack(scope)) {
    const found = excess(stack, resources);
    if (found) throw new QuiltAthenaValidationError(`${found}; ${advice(stack, scope, lake)}`, scope.node.path);
  }
}

function resourcesByStack(scope: Construct): Map<Stack, CfnResource[]> {
  const byStack = new Map<Stack, CfnResource[]>();
  for (const node of scope.node.findAll()) {
    if (!CfnResource.isCfnResource(node)) continue;
    const stack = Stack.of(node);
    const resources = byStack.get(stack);
    if (resources) resources.push(node);
    else byStack.set(stack, [node]);
  }
  return byStack;
}

function excess(stack: Stack, resources: readonly CfnResource[]): string | undefined {
  const where = stack.nestedStackResource ? `nested stack ${stack.node.id}` : 'stack';
  if (resources.length > MOST_RESOURCES) {
    return `a template can have 500 resources, this lake needs ${resources.length} in its ${where}`;
  }
  if (resources.length < WORTH_MEASURING) return undefined;
  const bytes = resources.reduce((sum, resource) => sum + bytesOf(resource, stack), 0);
  if (bytes <= MOST_BYTES) return undefined;
  return `a template can have ${MOST_BYTES} bytes, this lake needs about ${bytes} in its ${where}`;
}

/** What a resource takes of a template without indentation: nearly all of it is in these properties. */
function bytesOf(resource: CfnResource, stack: Stack): number {
  const bulk =
    resource instanceof CfnTable
      ? resource.tableInput
      : resource instanceof CfnManagedPolicy
        ? resource.policyDocument
        : resource instanceof CfnNamedQuery
          ? [resource.queryString, resource.description]
          : undefined;
  return BYTES_AROUND + (JSON.stringify(stack.resolve(bulk))?.length ?? 0);
}

function advice(stack: Stack, scope: Construct, lake: Lake): string {
  if (stack.node.id === 'SavedQueries') return 'set savedQueries: false, or divide the roles among several lakes';
  // What one nested stack cannot hold is told at once, not after the tables are in nested stacks.
  const views = lake.views.filter(({ security }) => security !== ViewSecurity.ANALYTICAL).length;
  if (stack.node.id === 'Views' || views > MOST_RESOURCES) {
    return `divide the ${views} views among several lakes, of at most ${MOST_RESOURCES} views each with tables.shards`;
  }
  const shards = shardsFor(lake);
  const holdsTables = stack !== Stack.of(scope);
  if (lake.shards > 0 && !holdsTables) return 'divide the roles among several lakes';
  if (shards <= lake.shards) return 'divide the buckets among several lakes';
  return `set tables.shards: ${shards} to put tables, views and per-bucket policies into nested stacks`;
}

/** The fewest shards, at the advised size or below, of which none is too full. */
function shardsFor({ buckets }: Lake): number {
  const owned = buckets.filter((bucket) => bucket.ownsTables);
  let shards = Math.max(1, Math.ceil(owned.length / BUCKETS_PER_SHARD));
  const fullest = () => {
    const counts = new Map<number, number>();
    for (const { name } of owned) counts.set(shardOf(name, shards), (counts.get(shardOf(name, shards)) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  };
  while (shards < owned.length && fullest() * RESOURCES_PER_BUCKET > MOST_RESOURCES) shards++;
  return shards;
}
