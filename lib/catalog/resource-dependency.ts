import type { CfnResource } from 'aws-cdk-lib';

/** Newer versions of the CDK have this name, and warn at each use of the older one. */
interface Renamed {
  addResourceDependency?(target: CfnResource): void;
}

/** Lets a resource be made after another. `node.addDependency`, which is in all versions, takes a tenth of a synthesis. */
export function madeAfter(resource: CfnResource, other: CfnResource): void {
  const renamed = resource as CfnResource & Renamed;
  if (renamed.addResourceDependency) renamed.addResourceDependency(other);
  else resource.addDependency(other);
}
