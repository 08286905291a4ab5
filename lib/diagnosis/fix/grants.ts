import type { Remedy } from '../catalogue/entry';
import { lastingArn } from './aws-arn';
import type { LakeFormationGrant } from './lake-formation-grant';
import type { RemedyContext } from './remedy-context';
import { s3Place } from './s3-resources';

/** Privileges that Lake Formation asks for on a database or on the catalog itself (Lake Formation guide: lf-permissions-reference). */
const ON_DATABASE: ReadonlySet<string> = new Set(['DESCRIBE', 'CREATE_TABLE']);

/** The grants that a message asks for. */
export function grantsFor(
  remedy: Remedy | undefined,
  { found, principal, partition }: RemedyContext,
): LakeFormationGrant[] {
  const grantee = lastingArn(principal);
  if (remedy === 'dataLocation') {
    const place = s3Place(found.captured.url);
    if (!place) return [];
    const location = `arn:${partition}:s3:::${place.bucket}${place.key ? `/${place.key}` : ''}`;
    return [{ principal: grantee, location, privileges: ['DATA_LOCATION_ACCESS'] }];
  }
  const { privilege, object } = found.captured;
  if (remedy !== 'lakeFormation' || !privilege || !object) return [];
  const privileges = [privilege.toUpperCase().replace(/ /g, '_')];
  if (privileges[0] === 'CREATE_DATABASE') return [{ principal: grantee, catalog: true, privileges }];
  const names = object.replace(/[.'"]+$/, '').split('.');
  if (names.length > 1) return [{ principal: grantee, database: names.at(-2), table: names.at(-1), privileges }];
  if (ON_DATABASE.has(privileges[0])) return [{ principal: grantee, database: names[0], privileges }];
  return [{ principal: grantee, database: databaseOfView(found), table: names[0], privileges }];
}

/** The message names the table alone; the view around it, if any, tells the database. */
function databaseOfView({ wrappers }: RemedyContext['found']): string | null {
  const view = wrappers.flatMap((each) => each.view ?? []).at(-1);
  return view?.split('.').at(-2) ?? null;
}
