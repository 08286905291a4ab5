import { type Glob, globOf, globsOverlap } from '../policy/glob';
import type { DeclaredLake, DeclaredRole } from './declared-lake';

/** Something that a role must not reach, and how to call it in a message. */
interface Forbidden {
  readonly name: string;
  readonly pattern: string;
  /** Roles for which it is not forbidden. */
  readonly allowed: (role: DeclaredRole) => boolean;
}

/** Verbs of actions that change something; all others read (Service Authorization Reference: access levels). */
const CHANGING =
  /^[^:]+:(?:\*|Abort|Batch(?:Create|Delete|Put|Update)|Cancel|Create|Delete|Disable|Enable|Import|Pass|Put|Register|Replicate|Restore|Start(?!QueryExecution)|Tag|Untag|Update)/i;
const ADMINISTRATIVE =
  /^(?:iam|sts|organizations|lakeformation):|^\*$|^kms:(?!Decrypt|GenerateDataKey|Encrypt)|:(?:Create|Update|Delete)(?:WorkGroup|DataCatalog|Database)|s3:(?:Put|Delete)Bucket|Policy$/i;

/** The objects of a lake and around it, to say what an undeclared call reaches. It decides nothing. */
export class Universe {
  private objects?: readonly (Forbidden & { readonly glob: Glob; readonly service: string })[];

  constructor(private readonly lake: DeclaredLake) {}

  /** What a call reaches that is not the role's, in words; the most telling first. */
  public reachedBy(role: DeclaredRole, action: string, resource: string): string {
    if (ADMINISTRATIVE.test(action)) return 'an administrative action';
    const asked = globOf(resource);
    const [service] = action.toLowerCase().split(':', 1);
    this.objects ??= forbiddenIn(this.lake).map((object) => ({
      ...object,
      glob: globOf(object.pattern),
      service: object.pattern.split(':', 3)[2],
    }));
    const reached = this.objects.filter(
      (o) => o.service === service && !o.allowed(role) && globsOverlap(o.glob, asked),
    );
    const names = reached.map((o) => o.name);
    if (names.length > 0)
      return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
    return CHANGING.test(action) ? 'a write action' : 'an undeclared call';
  }
}

function forbiddenIn(lake: DeclaredLake): Forbidden[] {
  const { partition, region, account } = lake.aws;
  const glue = (resource: string) => `arn:${partition}:glue:${region}:${account}:${resource}`;
  const s3 = (path: string) => `arn:${partition}:s3:::${path}`;
  const never = () => false;
  const roles = lake.roles.flatMap((owner): Forbidden[] => {
    const allowed = (role: DeclaredRole) => role.name === owner.name;
    // Users of a function that is not told who asks share one place.
    const spilled = (role: DeclaredRole) =>
      allowed(role) || (role.tabulator !== undefined && role.spillPrefix === owner.spillPrefix);
    const results = `${lake.resultsBucket}/${owner.results.prefix}*`;
    return [
      {
        name: `workgroup of ${owner.name}`,
        pattern: `arn:${partition}:athena:${region}:${account}:workgroup/${owner.workgroupName}`,
        allowed,
      },
      { name: `results of ${owner.name}`, pattern: s3(results), allowed },
      ...(lake.spillBucket === undefined
        ? []
        : [
            {
              name: `spill of ${owner.name}`,
              pattern: s3(`${lake.spillBucket}/${owner.spillPrefix}*`),
              allowed: spilled,
            },
          ]),
    ];
  });
  const buckets = lake.buckets.flatMap((bucket): Forbidden[] => {
    const allowed = (role: DeclaredRole) => role.buckets.some(({ name }) => name === bucket);
    return [
      { name: `bucket ${bucket}`, pattern: s3(`${bucket}/*`), allowed },
      { name: `tables of bucket ${bucket}`, pattern: glue(`table/${lake.database}/${bucket}_*`), allowed },
    ];
  });
  const outside: [name: string, pattern: string][] = [
    ['another workgroup', `arn:${partition}:athena:${region}:${account}:workgroup/not-of-this-lake`],
    ['another data catalog', `arn:${partition}:athena:${region}:${account}:datacatalog/not-of-this-lake`],
    ['another database', glue('database/not_of_this_lake')],
    ['tables of another database', glue('table/not_of_this_lake/*')],
    ['tables of default', glue('table/default/*')],
    ['a bucket outside the lake', s3('not-of-this-lake/*')],
    ['another key', `arn:${partition}:kms:${region}:${account}:key/not-of-this-lake`],
  ];
  return [...roles, ...buckets, ...outside.map(([name, pattern]) => ({ name, pattern, allowed: never }))];
}
