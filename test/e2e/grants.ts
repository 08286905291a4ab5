import { StepMaker } from '../../bin/bootstrap/made-step';
import { authoritySteps } from '../../lib/access/administrator-step';
import { grantsByAdministrator } from './grants/administrator';
import { deployedGrants } from './grants/deployed-grants';
import { failuresOfLakeFormation, withoutAuthority } from './grants/failures';
import { arnOf, DATABASE, GovernedLake, GRANTS_ROLE } from './grants/governed-lake';
import { lifeOfGrants } from './grants/life-of-grants';
import { manyGrants } from './grants/many-grants';
import type { Suite } from './suite';

const ROLES = ['analyst', 'scientist'];

/** The grants handler as it is shipped, against the local Lake Formation over HTTP, with the grants role's credentials. */
export const grants: Suite = {
  name: 'grants',
  about: 'the grants handler: create, update, rollback and delete, foreign grants, failures and faults, 8,000 grants',
  async run(stage) {
    const lake = new GovernedLake(stage.aws.environment);
    try {
      stage.account.chapter('A database that Lake Formation governs, and a grants role with authority over it');
      await stage.does('roles', 'grants_roles.py', '--create', GRANTS_ROLE, ...ROLES);
      await stage.does('the policy of the grants role', 'grants_roles.py', '--grants-role', GRANTS_ROLE);
      await stage.account.step('tables', () => lake.setUp(['orders', 'customers']));
      await stage.account.step('credentials of the grants role', () => lake.assume());
      await withoutAuthority(stage, lake);
      await stage.account.step('an administrator gives the grants role its authority, twice', async () => {
        const maker = new StepMaker(lake.lakeFormation);
        const steps = authoritySteps(arnOf(GRANTS_ROLE), DATABASE);
        for (const step of [...steps, ...steps]) await maker.make(step);
      });
      await lifeOfGrants(stage, lake);
      await failuresOfLakeFormation(stage, lake);
      await deployedGrants(stage, lake);
      await grantsByAdministrator(stage, lake);
      await manyGrants(stage, lake);
    } finally {
      lake.end();
    }
  },
};
