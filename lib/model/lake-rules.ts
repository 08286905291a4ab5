import { declaredQueryProblems } from '../verification/declared-query-problems';
import { viewProblems } from '../views/view-problems';
import { lakeFrom } from './lake';
import type { LakeConfig } from './lake-config';
import type { Problem } from './problem';
import { AUTHORIZATION_RULES } from './rules/authorization-rules';
import { BUCKET_RULES } from './rules/bucket-rules';
import { EXTERNAL_TABLE_RULES } from './rules/external-table-rules';
import { GRANT_RULES } from './rules/grant-rules';
import { NAME_RULES } from './rules/name-rules';
import { RELATION_RULES } from './rules/relation-rules';
import { ROLE_NAME_RULES } from './rules/role-name-rules';
import { ROLE_REFERENCE_RULES } from './rules/role-reference-rules';
import { ROLE_RULES } from './rules/role-rules';
import type { Rule } from './rules/rule';
import { SETTINGS_RULES } from './rules/settings-rules';
import { TABULATOR_RULES } from './rules/tabulator-rules';
import { VERIFICATION_RULES } from './rules/verification-rules';
import { VIEW_RULES } from './rules/view-rules';

/** Every rule a declared lake must meet. */
const RULES: readonly Rule[] = [
  ...NAME_RULES,
  ...BUCKET_RULES,
  ...ROLE_NAME_RULES,
  ...ROLE_RULES,
  ...SETTINGS_RULES,
  ...AUTHORIZATION_RULES,
  ...ROLE_REFERENCE_RULES,
  ...TABULATOR_RULES,
  ...EXTERNAL_TABLE_RULES,
  ...RELATION_RULES,
  ...VIEW_RULES,
  ...GRANT_RULES,
  ...VERIFICATION_RULES,
];

/** Everything that is wrong with a declared lake, its views' SQL aside. */
export function ruleProblems(stackName: string, config: LakeConfig): Problem[] {
  return RULES.flatMap((rule) => [...rule({ stackName, config })]);
}

/** Everything that is wrong with a lake's SQL, where the rules find nothing. */
export function sqlProblems(stackName: string, config: LakeConfig): Problem[] {
  const lake = lakeFrom(stackName, config);
  return [...(lake.views.length > 0 ? viewProblems(lake) : []), ...declaredQueryProblems(lake)];
}

/** Everything that is wrong with a declared lake; nothing if `lakeFrom` may be called. */
export function problemsOf(stackName: string, config: LakeConfig): Problem[] {
  const broken = ruleProblems(stackName, config);
  return broken.length > 0 ? broken : sqlProblems(stackName, config);
}
