import { AuthorizationRegime } from '../lake-access-config';
import { quote, type Rule } from './rule';

/** Under Lake Formation every role is decided for, under IAM none: only where both decide is there a choice. */
const optInIsForHybrid: Rule = function* ({ config }) {
  const { optIn, regime = AuthorizationRegime.IAM } = config.authorization ?? {};
  if (optIn === undefined || regime === AuthorizationRegime.HYBRID) return;
  yield {
    path: ['authorization', 'optIn'],
    message: `optIn is for the regime hybrid, found it beside regime ${quote(regime)}; leave it out, or write regime: hybrid`,
  };
};

/** What the choice of who decides about access must meet. */
export const AUTHORIZATION_RULES: readonly Rule[] = [optInIsForHybrid];
