import type { LakeConfig, RoleConfig } from '../../lib/model/lake-config';
import { problemsOf } from '../../lib/model/lake-rules';
import { formatPath } from '../../lib/model/problem';

/** A lake without a problem, changed where a test wants one. */
export function lake(changes: Partial<LakeConfig> = {}): LakeConfig {
  return { buckets: [{ name: 'data-one' }, { name: 'data-two' }], roles: [], ...changes };
}

/** A lake with these roles. */
export function withRoles(...roles: RoleConfig[]): LakeConfig {
  return lake({ roles });
}

/** Every problem of a lake as one line of text. */
export function told(config: LakeConfig, stackName = 'sales-prod'): string[] {
  return problemsOf(stackName, config).map((problem) => `${formatPath(problem.path)}: ${problem.message}`);
}
