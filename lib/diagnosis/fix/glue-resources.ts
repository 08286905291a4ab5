import { type AwsArn, awsArn } from './aws-arn';

/**
 * What must be allowed for a Glue action on a resource: the resource and all above it, for deletes also all below it
 * (Glue Developer Guide: glue-specifying-resource-arns). Empty where the printed ARN is not a whole one.
 */
export function glueResources(action: string, printed: string | null): string[] {
  const arn = awsArn(printed);
  if (arn?.service !== 'glue') return [];
  const [kind, database, ...names] = arn.resource.split('/');
  const name = names.join('/');
  const glue = (resource: string) => withResource(arn, resource);
  const catalog = glue('catalog');
  if (kind === 'catalog') return unique([catalog, printed ?? catalog]);
  if (!database) return [];
  const inDatabase = [catalog, glue(`database/${database}`)];
  if (kind === 'database') {
    const below = [glue(`table/${database}/*`), glue(`userDefinedFunction/${database}/*`)];
    return /^glue:DeleteDatabase$/i.test(action) ? [...inDatabase, ...below] : inDatabase;
  }
  if (!name) return [];
  if (kind === 'table') return [...inDatabase, glue(`table/${database}/${name}`)];
  if (kind === 'tableVersion') return [...inDatabase, glue(`table/${database}/${names[0]}`)];
  if (kind === 'userDefinedFunction') return [...inDatabase, glue(`userDefinedFunction/${database}/${name}`)];
  return [catalog, glue(arn.resource)];
}

function withResource({ partition, region, account }: AwsArn, resource: string): string {
  return `arn:${partition}:glue:${region}:${account}:${resource}`;
}

const unique = (list: readonly string[]) => [...new Set(list)];
