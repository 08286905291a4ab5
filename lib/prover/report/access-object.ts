import { arnFields } from '../policy/arn-fields';

/** Kinds of things that a role may reach. */
export const OBJECT_KINDS = [
  'buckets',
  'catalogs',
  'databases',
  'keys',
  'other',
  'prefixes',
  'tables',
  'workgroups',
] as const;

export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** A thing, or all things with names of a form, without account and Region: reports of two deployments compare. */
export interface AccessObject {
  readonly kind: ObjectKind;
  readonly name: string;
}

/** What a resource of a statement is. */
export function accessObject(resource: string): AccessObject {
  const [, , service, , , path] = arnFields(resource) ?? [];
  const [type, ...rest] = (path ?? '').split('/');
  if (service === 's3') return { kind: path.includes('/') ? 'prefixes' : 'buckets', name: path };
  if (service === 'glue' && path === 'catalog') return { kind: 'catalogs', name: 'glue' };
  if (service === 'glue' && type === 'database') return { kind: 'databases', name: rest.join('/') };
  if (service === 'glue' && type === 'table' && rest.length === 2) return { kind: 'tables', name: rest.join('.') };
  if (service === 'athena' && type === 'workgroup') return { kind: 'workgroups', name: rest.join('/') };
  if (service === 'athena' && type === 'datacatalog') return { kind: 'catalogs', name: rest.join('/') };
  if (service === 'kms' && type === 'key') return { kind: 'keys', name: rest.join('/') };
  return { kind: 'other', name: resource };
}
