import type { ExistingStack } from '../existing-stack';

/** A role of a configuration that is being written. */
export interface DraftRole {
  readonly name?: string;
  readonly arn?: string;
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** A configuration that is being written. */
export interface LakeDraft {
  readonly stackName: string;
  readonly region?: string;
  readonly databaseName?: string;
  readonly buckets: readonly string[];
  readonly roles: readonly DraftRole[];
  /** The Quilt stack it is for, if there is one. */
  readonly quilt?: ExistingStack;
}

/** What people choose. */
export interface DraftOptions {
  readonly stackName?: string;
  readonly bucket: readonly string[];
  readonly role: readonly DraftRole[];
  readonly database?: string;
  readonly region?: string;
}

const EVERY_BUCKET = ['*'];

/** Everything that was chosen, with a choice where nothing was. */
export function draftOf(options: DraftOptions, quilt: ExistingStack | undefined): LakeDraft {
  const quiltRoles = (quilt?.roles ?? []).map(({ arn, writes }) =>
    writes ? { arn, read: [], write: EVERY_BUCKET } : { arn, read: EVERY_BUCKET, write: [] },
  );
  const roles = [...quiltRoles, ...options.role];
  return {
    stackName: options.stackName ?? defaultStackName(quilt?.name),
    region: quilt?.region ?? options.region,
    databaseName: quilt?.databaseName ?? options.database,
    buckets: options.bucket,
    roles: roles.length > 0 ? roles : [{ name: 'analyst', read: EVERY_BUCKET, write: [] }],
    quilt,
  };
}

/** Beside the Quilt stack `sales-prod`: `sales-prod-athena`. */
export function defaultStackName(quiltStack: string | undefined): string {
  return quiltStack === undefined ? 'quilt-athena' : `${quiltStack.toLowerCase()}-athena`;
}
