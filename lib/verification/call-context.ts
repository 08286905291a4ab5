import type { Conditions } from '../authorization/policy-statement';
import { PLAN_ENVIRONMENT } from './deployed-names';

/** Values of condition keys; `aws:CalledVia` has several. */
export type CallContext = Readonly<Record<string, string | readonly string[]>>;

/** Stands for `*`: no object of a lake is called so. */
export const SAMPLE = 'verification-sample';

/** No service, no key and no prefix: a value for keys that a request of this kind does not have. */
const NONE = 'none.invalid';

/** A request that Athena makes with the role's credentials (IAM User Guide: access_forward_access_sessions). */
export const THROUGH_ATHENA: CallContext = { 'aws:CalledVia': ['athena.amazonaws.com'], 'aws:ViaAWSService': 'true' };

/**
 * A request that the role makes itself. Every key is given all the same: a key that is not leaves the answer open, as the
 * simulator then reports it missing (IAM API Reference: SimulatePrincipalPolicy).
 */
export const DIRECTLY: CallContext = {
  'aws:CalledVia': [NONE],
  'aws:ResourceAccount': PLAN_ENVIRONMENT.account,
  'aws:SecureTransport': 'true',
  'aws:ViaAWSService': 'false',
  'iam:PassedToService': NONE,
  'kms:ViaService': NONE,
  's3:prefix': SAMPLE,
};

/** The situations in which a statement's conditions hold: one for each value they name. */
export function situationsOf(condition: Conditions | undefined): CallContext[] {
  let situations: CallContext[] = [DIRECTLY];
  for (const [key, value] of Object.values(condition ?? {}).flatMap((keys) => Object.entries(keys))) {
    const values = (typeof value === 'string' ? [value] : value).map((each) => each.replaceAll('*', SAMPLE));
    if (key === 'aws:CalledVia') {
      situations = situations.map((each) => ({ ...each, 'aws:CalledVia': values, 'aws:ViaAWSService': 'true' }));
    } else {
      situations = situations.flatMap((each) => values.map((one) => ({ ...each, [key]: one })));
    }
  }
  return situations;
}
