import { Token } from 'aws-cdk-lib';
import type { LakeConfig } from './model/lake-config';
import { QuiltAthenaValidationError } from './model/validation-error';

const ACCOUNT = '0'.repeat(12);
const arn = (service: string, resource: string) => ['arn', 'aws', service, '', ACCOUNT, resource].join(':');
const ROLE = arn('iam', 'role/unknown-at-synth');

/** Properties that only policies use, so that another construct's ARN or account can stand there: a value of the form. */
const MAY_BE_UNKNOWN: Readonly<Record<string, string>> = {
  kmsKey: arn('kms', 'key/unknown-at-synth').replace('kms::', 'kms:us-east-1:'),
  arn: ROLE,
  permissionsBoundary: arn('iam', 'policy/unknown-at-synth'),
  trustedPrincipals: ROLE,
  excludeArnsFromDeny: ROLE,
  account: ACCOUNT,
  functionArn: arn('lambda', 'function:unknown-at-synth').replace('lambda::', 'lambda:us-east-1:'),
  spillBucket: 'unknown-at-synth',
};

/**
 * A copy whose tokens are replaced by values of the right form, for rules that look at forms.
 *
 * Every other value decides names, logical ids or SQL and must be known at synth.
 */
export function withKnownArns(config: LakeConfig, place: string): LakeConfig {
  const known = (value: unknown, path: string, key: string): unknown => {
    if (Array.isArray(value)) return value.map((each, i) => known(each, `${path}[${i}]`, key));
    if (typeof value === 'object' && value !== null && !Token.isUnresolved(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, known(each, path ? `${path}.${name}` : name, name)]),
      );
    }
    if (!Token.isUnresolved(value)) return value;
    // Two roles that are unknown here are not one and the same.
    if (key === 'arn') return `${MAY_BE_UNKNOWN.arn}-${path.replace(/\W+/g, '-')}`;
    if (key in MAY_BE_UNKNOWN) return MAY_BE_UNKNOWN[key];
    throw new QuiltAthenaValidationError(
      `${path} must be known at synth, got a token: names and logical ids are made of it, so write it out`,
      place,
    );
  };
  for (const [i, { name, arn }] of config.roles.entries()) {
    if (name === undefined && Token.isUnresolved(arn)) {
      throw new QuiltAthenaValidationError(
        `roles[${i}].name must be given where arn is a token: workgroup and results prefix are named after the role`,
        place,
      );
    }
  }
  return known(config, '', '') as LakeConfig;
}
