import type { GrantPlan } from '../../lib/authorization/grant-plan';

/** A role that is gone, and what could therefore not be taken back from it. */
export interface LeftOut {
  readonly role: string;
  /** `database` or `database.table`, each opted into. */
  readonly optIns: readonly string[];
}

export function keyOfOptIn({ database, table }: GrantPlan['preflight']['optIns'][number]): string {
  return table === undefined ? database : `${database}.${table}`;
}

/** What is left after everything else was taken back, and what to do about it. */
export function leftText(left: readonly LeftOut[], calls: number): string {
  const roles = left.map(({ role, optIns }) => `${role} (opted in on ${optIns.join(', ')})`).join('; ');
  return (
    `an opt-in is taken back from a role that exists, found no role in IAM named ${roles}; all ${calls} other calls are ` +
    'made. Look with aws lakeformation list-lake-formation-opt-ins whether any is left, and remove the role from the ' +
    'configuration, or correct its name and repeat the command'
  );
}
