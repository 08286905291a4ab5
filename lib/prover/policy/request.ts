import { PolicyNotUnderstoodError } from './policy-not-understood';

/** Keys of a request, in lower case as IAM tells no capitals apart in them, with their values. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** A call that somebody makes. */
export interface AccessRequest {
  /** ARN of the IAM role that calls. */
  readonly principal: string;
  readonly action: string;
  /** ARN of what it is asked of, or `*` for actions without a resource type. */
  readonly resource: string;
  /** Account that owns the resource. @default - the caller's */
  readonly resourceAccount?: string;
  readonly context: RequestContext;
}

const ROLE = /^arn:[a-z0-9-]+:iam::\d{12}:role\/.+$/;

/** Keys and values as the evaluator takes them; a key without values counts as missing. */
export function requestContext(values: Readonly<Record<string, string | readonly string[]>>): RequestContext {
  const entries = Object.entries(values).map(([key, value]) => [key.toLowerCase(), [value].flat()] as const);
  return new Map(entries.filter(([, list]) => list.length > 0));
}

let last = { principal: '', account: '' };

/** The account of the role that calls, who mostly is the one that called before. */
export function accountOf({ principal }: AccessRequest): string {
  if (last.principal === principal) return last.account;
  const account = principal.split(':', 5)[4];
  if (ROLE.test(principal)) {
    last = { principal, account };
    return account;
  }
  throw new PolicyNotUnderstoodError('request', `the caller must be an IAM role, found ${JSON.stringify(principal)}`);
}
