import type { AccessProblem } from './access-problem';
import type { AuthorizationWorld, ReadingOptions, ViewFacts, ViewKind } from './authorization-world';
import type { Grant } from './grant';
import type { ObjectName } from './object-name';

/** A view with the roles declared for it, by their short names. */
export interface DeclaredView extends ViewFacts {
  readonly select: readonly string[];
  readonly refresh: readonly string[];
  readonly own: readonly string[];
}

/** The declared views, and how access to them is decided. */
export interface AccessSpec extends ReadingOptions, Omit<AuthorizationWorld, 'views' | 'grants' | 'iam'> {
  readonly views: readonly DeclaredView[];
}

/** An object that a principal reads when it uses the views declared for it. */
export interface ReadObject extends ObjectName {
  readonly kind: 'table' | ViewKind;
  /** Of a table: those used, by whichever view; empty where only rows or metadata are. */
  readonly columns?: readonly string[];
}

/** Everything one principal reads. */
export interface PrincipalAccess {
  readonly principal: string;
  readonly reads: readonly ReadObject[];
}

/** What follows from the declared views and the base grants. */
export interface Derivation {
  /** Canonical; those on the views only, never on their bases. */
  readonly grants: readonly Grant[];
  readonly access: readonly PrincipalAccess[];
  /** Where there is one, nothing is derived for anyone. */
  readonly problems: readonly AccessProblem[];
}
