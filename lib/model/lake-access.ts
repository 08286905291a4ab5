import { type Grant, PRIVILEGES, type Privilege } from '../authorization/grant';
import {
  AccessDowngrade,
  type AuthorizationConfig,
  AuthorizationReading,
  AuthorizationRegime,
  type GrantConfig,
  GrantsBootstrap,
} from './lake-access-config';
import { rolesFrom } from './lake-view';

/** What decides about access, with every default applied. */
export interface LakeAuthorization {
  readonly regime: AuthorizationRegime;
  readonly reading: AuthorizationReading;
  readonly downgrade: AccessDowngrade;
  readonly bootstrap: GrantsBootstrap;
  /** Short names of roles; sorted. */
  readonly optIn: readonly string[];
}

/** A declared grant, with every default applied. */
export type LakeGrant = Grant;

/** Applies the defaults. */
export function authorizationFrom(config: AuthorizationConfig = {}, roles: readonly string[]): LakeAuthorization {
  return {
    regime: config.regime ?? AuthorizationRegime.IAM,
    reading: config.reading ?? AuthorizationReading.STRICT,
    downgrade: config.downgrade ?? AccessDowngrade.ERROR,
    bootstrap: config.bootstrap ?? GrantsBootstrap.ADMINISTRATOR,
    optIn: rolesFrom(config.optIn, roles),
  };
}

/** A declared grant in the form that grants are derived, planned and applied in. */
export function grantFrom(config: GrantConfig, lakeDatabase: string): LakeGrant {
  const { table, columns, grantable } = config;
  return {
    principal: config.role,
    database: config.database ?? lakeDatabase,
    ...(table !== undefined && { table }),
    ...(columns !== undefined && { columns: [...new Set(columns)].sort() }),
    privileges: privilegesOf(config.privileges),
    ...(grantable !== undefined && grantable.length > 0 && { grantable: privilegesOf(grantable) }),
  };
}

/** In alphabetical order, as the list of all is. */
function privilegesOf(names: readonly string[]): Privilege[] {
  return PRIVILEGES.filter((privilege) => names.includes(privilege));
}
