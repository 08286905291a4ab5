/*
 * Shapes of the ARNs a lake is declared with. The partition is left open: aws, aws-cn, aws-us-gov, aws-eusc, and those to
 * come.
 */

const ROLE = /^arn:[a-z0-9-]+:iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]+$/;
const UNCHANGEABLE_ROLE = /:role\/aws-(?:reserved|service-role)\//;
const SESSION = /^arn:([a-z0-9-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\/.+$/;
const KEY = /^arn:[a-z0-9-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;
const ALIAS = /^(?:arn:[a-z0-9-]+:kms:[a-z0-9-]+:\d{12}:)?alias\/.+$/;
const PRINCIPAL = /^arn:[a-z0-9-]+:iam::\d{12}:(?:root|(?:role|user)\/[\x21-\x7e]+)$/;
const POLICY = /^arn:[a-z0-9-]+:iam::(?:\d{12}|aws):policy\/[\x21-\x7e]+$/;

/** What is wrong with the ARN of a role that is to get managed policies, if anything. */
export function roleArnProblem(arn: string): string | undefined {
  const session = sessionAdvice(arn);
  if (session) return `arn must be that of an IAM role, found the session ${session}`;
  if (!ROLE.test(arn)) {
    return `arn must be that of an IAM role, arn:aws:iam::<12 digits>:role/<name>, found ${JSON.stringify(arn)}; write it as IAM shows it`;
  }
  if (UNCHANGEABLE_ROLE.test(arn)) {
    return `arn must be that of a role you may change, found ${JSON.stringify(arn)}, which AWS manages; declare a role of your own that its users may assume`;
  }
  return undefined;
}

/** What is wrong with the ARN of somebody who may assume a role, if anything. */
export function principalArnProblem(arn: string): string | undefined {
  const session = sessionAdvice(arn);
  if (session) return `a trusted principal must be an IAM role, user or account root, found the session ${session}`;
  if (PRINCIPAL.test(arn) && !arn.includes('*')) return undefined;
  return `a trusted principal must be the ARN of an IAM role, user or account root, without *, found ${JSON.stringify(arn)}; write for example arn:aws:iam::123456789012:role/<name>`;
}

/** What is wrong with the ARN of a permissions boundary, if anything. */
export function policyArnProblem(arn: string): string | undefined {
  if (POLICY.test(arn)) return undefined;
  return `permissionsBoundary must be the ARN of a managed policy, arn:aws:iam::<12 digits>:policy/<name>, found ${JSON.stringify(arn)}; write it as IAM shows it`;
}

/** What is wrong with the ARN of a key that policies are to name, if anything. */
export function keyArnProblem(arn: string): string | undefined {
  if (KEY.test(arn)) return undefined;
  if (ALIAS.test(arn)) {
    return `kmsKey must be the ARN of the key, not of an alias, because a policy that names an alias allows no use of its key, found ${JSON.stringify(arn)}; aws kms describe-key --key-id ${arn} shows the ARN`;
  }
  return `kmsKey must be the ARN of a KMS key, arn:aws:kms:<region>:<12 digits>:key/<id>, found ${JSON.stringify(arn)}; write it as KMS shows it`;
}

/** A session is what `aws sts get-caller-identity` shows, so people paste it. Its role's path is not part of it. */
function sessionAdvice(arn: string): string | undefined {
  const match = SESSION.exec(arn);
  if (!match) return undefined;
  const [, partition, account, name] = match;
  return `${JSON.stringify(arn)}; write its role, arn:${partition}:iam::${account}:role/${name}, with the role's path if it has one`;
}
