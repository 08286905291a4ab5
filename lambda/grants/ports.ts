import type { CatalogObject } from '../../lib/access/administrator-step';
import type { Answer, ChangeKind } from './answer';
import type { PermissionEntry } from './lake-formation-form';

/** An entry of a batch that was not done, by its place in the batch. */
export interface Refusal extends Answer {
  readonly index: number;
}

/** The calls of Lake Formation that the handler makes. */
export interface LakeFormationPort {
  /** At most 20 entries; what is not in the answer was done. */
  change(kind: ChangeKind, entries: readonly PermissionEntry[]): Promise<Refusal[]>;
  /** Explicit grants of one principal, all pages. */
  permissionsOf(principal: string): Promise<PermissionEntry[]>;
  settings(): Promise<AccountSettings>;
  /** ARNs of registered locations. */
  locations(): Promise<string[]>;
  optIns(): Promise<PermissionEntry[]>;
}

export interface AccountSettings {
  readonly administrators: readonly string[];
  /** Whether new tables are left to IAM, which accounts may switch off for all stacks at once. */
  readonly newTablesLeftToIam: boolean;
}

/** What the Glue catalog tells about the existence of objects. */
export interface CatalogPort {
  /** `hidden`: it exists, and Lake Formation lets the caller not see it. */
  find(object: CatalogObject): Promise<'found' | 'absent' | 'hidden'>;
}

/** Small objects in S3. */
export interface ObjectsPort {
  /** Nothing where there is no such object. */
  read(bucket: string, key: string): Promise<string | undefined>;
  write(bucket: string, key: string, text: string): Promise<void>;
  remove(bucket: string, key: string): Promise<void>;
}

export interface Ports {
  readonly lakeFormation: LakeFormationPort;
  readonly catalog: CatalogPort;
  readonly objects: ObjectsPort;
  /** One structured line. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}
