import type { CatalogObject } from '../../lib/access/administrator-step';
import type { SimulatedCall } from '../../lib/verification/judge-call';
import type { QueryEnd } from '../../lib/verification/judge-query';
import type { FoundTable } from '../../lib/verification/judge-view';
import type { FoundWorkgroup } from '../../lib/verification/judge-workgroup';
import type { CallExpectation } from '../../lib/verification/verification-plan';
import type { PermissionEntry } from '../grants/lake-formation-form';
import type { CatalogPort, LakeFormationPort, ObjectsPort } from '../grants/ports';

/** IAM, as far as it tells about roles. */
export interface RolesPort {
  /** Every action on every resource. */
  simulate(roleArn: string, call: CallExpectation): Promise<SimulatedCall[]>;
  /** Who may assume the role, as the document says it; nothing where there is no such role. */
  trustOf(roleArn: string): Promise<string | undefined>;
}

/** Lake Formation, read only; `permissionsOf` and the rest as the grants handler has them. */
export interface GrantsReader extends Omit<LakeFormationPort, 'change'> {
  /** Effective rights on one object: those through tags and groups, too. */
  effective(principal: string, object: CatalogObject): Promise<PermissionEntry[]>;
  /** Whether whoever asks sees everything: listings are filtered for all but administrators. */
  seesEverything(): Promise<boolean>;
}

/** The Glue catalog. */
export interface TablesPort extends CatalogPort {
  /** All of a database that the caller may see. */
  tablesOf(database: string): Promise<FoundTable[]>;
}

/** Workgroups, as somebody who may look at them sees them. */
export interface WorkgroupsPort {
  /** Nothing where there is none of the name. */
  find(name: string): Promise<FoundWorkgroup | undefined>;
}

/** Athena, with the credentials of a role. */
export interface QueryPort {
  run(sql: string, workgroup: string, database: string): Promise<QueryEnd>;
}

/** Becomes a role. */
export interface SessionsPort {
  assume(roleArn: string): Promise<QueryPort>;
}

/** What CloudFormation says about the stack. */
export interface StackPort {
  /** Nothing where it cannot be told. */
  status(): Promise<string | undefined>;
}

/** What people hear of. */
export interface NoticesPort {
  measure(changes: number, findings: number): Promise<void>;
  publish(subject: string, message: string): Promise<void>;
}

/** What checks use. */
export interface CheckPorts {
  readonly roles: RolesPort;
  readonly lakeFormation: GrantsReader;
  readonly tables: TablesPort;
  readonly workgroups: WorkgroupsPort;
  readonly sessions: SessionsPort;
  /** One structured line. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
}

export type { ObjectsPort };
