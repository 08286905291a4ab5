import type { AwsEnvironment } from '../../authorization/aws-environment';
import type { Lake } from '../../model/lake';
import type { Diagnosis, LibraryVerdict } from '../diagnosis';
import { awsArn, roleOf } from '../fix/aws-arn';
import { allows } from './allows';
import { declaredRole } from './declared-role';
import { declaredStatements } from './declared-statements';

/** Where the lake is, as far as the configuration says. */
export type KnownEnvironment = { readonly account?: string; readonly region?: string };

/** What the library's own policy for the role says about the denied request. */
export function libraryVerdict(diagnosis: Diagnosis, lake: Lake, env: KnownEnvironment = {}): LibraryVerdict {
  const role = declaredRole(lake, diagnosis.principal);
  if (!role) {
    const name = roleOf(diagnosis.principal)?.name ?? diagnosis.principal;
    const why = name
      ? `${name} is none of the roles that the configuration declares`
      : 'the message does not say who was denied';
    return { role: null, allowed: null, drifted: null, why };
  }
  const verdict = (allowed: boolean | null, drifted: boolean | null, why: string) => ({
    role: role.name,
    allowed,
    drifted,
    why,
  });
  const requests = requestsOf(diagnosis);
  if (diagnosis.permission !== true || requests.length === 0) {
    return verdict(null, null, 'the message names no request that an IAM policy decides');
  }
  const aws = environmentOf(diagnosis, env);
  if (!aws)
    return verdict(null, null, 'the message does not tell account and region; give them as env in the configuration');
  const statements = declaredStatements(lake, role, aws);
  const viaAthena = diagnosis.id !== 'E05' && !isDirect(diagnosis);
  const refused = requests.find((each) => !allows(statements, { ...each, viaAthena, account: aws.account }));
  if (refused) {
    return verdict(
      false,
      false,
      `the library’s policy for ${role.name} does not allow ${refused.action} on ${refused.resource}`,
    );
  }
  if (diagnosis.annotations.length > 0) {
    return verdict(
      true,
      false,
      `the library’s policy for ${role.name} allows it; another kind of policy stands above it`,
    );
  }
  return verdict(
    true,
    true,
    `the library’s policy for ${role.name} allows it: what is deployed differs from the configuration, so deploy again (npx cdk diff shows changes in the file, CloudFormation’s drift detection those made by hand)`,
  );
}

/** The statements of the fix say what was asked for, ancestors included. */
function requestsOf({ fix, action, resource }: Diagnosis): { action: string; resource: string }[] {
  const asked = fix.iam.flatMap((statement) =>
    statement.Action.flatMap((each) => statement.Resource.map((on) => ({ action: each, resource: on }))),
  );
  if (asked.length > 0) return asked;
  return action && awsArn(resource) ? [{ action, resource: resource ?? '' }] : [];
}

/** The fix of a request that the client made itself is not bound to Athena. */
function isDirect({ id, fix }: Diagnosis): boolean {
  return id === 'E44' && fix.iam.length > 0 && fix.iam.every((statement) => !statement.Condition);
}

function environmentOf(diagnosis: Diagnosis, env: KnownEnvironment): AwsEnvironment | undefined {
  const arns = [diagnosis.resource, diagnosis.principal].flatMap((each) => awsArn(each) ?? []);
  const account = env.account ?? arns.find((each) => each.account)?.account;
  const region = arns.find((each) => each.region)?.region ?? env.region ?? 'us-east-1';
  if (!account) return undefined;
  const partition = arns[0]?.partition ?? 'aws';
  return { partition, region, account, urlSuffix: partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com' };
}
