import type { LakeConfig } from './lake-config';
import type { Problem } from './problem';
import { BUCKET_RULES } from './rules/bucket-rules';
import { NAME_RULES } from './rules/name-rules';
import { ROLE_NAME_RULES } from './rules/role-name-rules';
import { ROLE_RULES } from './rules/role-rules';
import type { Rule } from './rules/rule';
import { SETTINGS_RULES } from './rules/settings-rules';

/** Every rule a declared lake must meet. */
const RULES: readonly Rule[] = [...NAME_RULES, ...BUCKET_RULES, ...ROLE_NAME_RULES, ...ROLE_RULES, ...SETTINGS_RULES];

/** Everything that is wrong with a declared lake; nothing if `lakeFrom` may be called. */
export function problemsOf(stackName: string, config: LakeConfig): Problem[] {
  return RULES.flatMap((rule) => [...rule({ stackName, config })]);
}
