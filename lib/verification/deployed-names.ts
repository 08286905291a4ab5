import type { AwsEnvironment } from '../authorization/aws-environment';

/** What only the deployment knows; in a plan, placeholders stand for it. */
export interface DeployedNames extends AwsEnvironment {
  readonly resultsBucket: string;
  /** Tabulator's, where the lake has it. */
  readonly tabulator?: { readonly functionArn: string; readonly spillBucket: string };
  /** ARN of each role by its short name; none for roles whose policies somebody else attaches. */
  readonly roles: Readonly<Record<string, string>>;
  /** ARN of each key by the name it has in the plan, see `namedKeys`. */
  readonly keys: Readonly<Record<string, string>>;
}

/** An environment of placeholders, in the notation of `filled`. */
export const PLAN_ENVIRONMENT: AwsEnvironment = {
  partition: '{{partition}}',
  region: '{{region}}',
  account: '{{account}}',
  urlSuffix: '{{urlSuffix}}',
};

export const RESULTS_BUCKET_ARN = 'arn:{{partition}}:s3:::{{resultsBucket}}';

export const TABULATOR_FUNCTION_ARN = '{{tabulatorFunction}}';
export const SPILL_BUCKET_ARN = 'arn:{{partition}}:s3:::{{spillBucket}}';

export const rolePlaceholder = (role: string): string => `{{role:${role}}}`;
export const keyPlaceholder = (name: string): string => `{{key:${name}}}`;

/** A text of a plan with the names of a deployment. */
export function filled(text: string, names: DeployedNames): string {
  return text.replace(/\{\{([^{}]+)\}\}/g, (whole, name: string) => {
    const value = namedBy(name, names);
    if (value !== undefined) return value;
    throw new Error(
      `every placeholder of a verification plan needs a value, found none for ${whole}; leave it to the construct AccessVerification to set them`,
    );
  });
}

function namedBy(placeholder: string, names: DeployedNames): string | undefined {
  const [, kind, name] = /^(role|key):(.*)$/.exec(placeholder) ?? [];
  if (kind === 'role') return names.roles[name];
  if (kind === 'key') return names.keys[name];
  const { partition, region, account, urlSuffix, resultsBucket, tabulator } = names;
  const ofTabulator = tabulator && { tabulatorFunction: tabulator.functionArn, spillBucket: tabulator.spillBucket };
  const all = { partition, region, account, urlSuffix, resultsBucket, ...ofTabulator };
  return new Map(Object.entries(all)).get(placeholder);
}
