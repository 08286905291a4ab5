import type { AccessSpec, Derivation } from './declared-access';
import { derive } from './derive';
import type { Grant } from './grant';
import { lakeFormationGrants } from './lake-formation-grants';
import { normalisedGrants } from './normalise';
import { ROLE_LISTS } from './rules/role-lists';

/** What is held once everything that is declared is deployed. */
export interface DeclaredGrants {
  readonly derivation: Derivation;
  /** Canonical; those that Lake Formation needs beside them included. */
  readonly grants: readonly Grant[];
}

/**
 * The grants that a configuration declares, also where something stands against deploying them: a role in a view's list
 * then holds what the list gives, and what is behind the view as far as it is declared.
 */
export function declaredGrants(spec: AccessSpec, baseGrants: readonly Grant[]): DeclaredGrants {
  const derivation = derive(spec, baseGrants);
  const given = derivation.problems.length > 0 ? listedGrants(spec) : derivation.grants;
  const beside = lakeFormationGrants({ ...spec, baseGrants, derivedGrants: given });
  return { derivation, grants: normalisedGrants([...baseGrants, ...given, ...beside]) };
}

/** What the views' lists give, whether or not it may be. */
function listedGrants({ views }: AccessSpec): Grant[] {
  return views.flatMap((view) =>
    ROLE_LISTS.filter(({ kind }) => kind === view.kind).flatMap(({ list, privileges }) =>
      view[list].map((principal): Grant => ({ principal, database: view.database, table: view.table, privileges })),
    ),
  );
}
