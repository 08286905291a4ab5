import type { Privilege } from '../../authorization/grant';

/** A database, table or view that a role was given something on beyond the buckets it reads. */
export interface DeclaredObject {
  readonly database: string;
  /** Absent: the database itself. */
  readonly table?: string;
  /** Empty: it is only looked up, as part of a view. */
  readonly privileges: readonly Privilege[];
  /** Where its data is, where it has data of its own. */
  readonly data?: ObjectData;
  /** Lake Formation decides about it, and hands out its data. */
  readonly governed: boolean;
}

/** Where an object's data is. */
export interface ObjectData {
  readonly bucket: string;
  /** Ends with `/`, or is empty. */
  readonly prefix: string;
  readonly kmsKey?: string;
}
