import type { Grant } from '../../lib/authorization/grant';
import { grantsOf, type Rights, rightsOf } from './right';

/** Version of the journal's form. Every older one is read, a newer one refused. */
const VERSION = 1;

/**
 * What a stack's grants resource owns, kept where no deployment's properties reach: it is written before each change, so
 * that whatever happens in the middle of one can be undone.
 */
export interface Journal {
  /** Logical id of the resource it belongs to, the only one that may revoke. */
  readonly resource: string;
  /** Granted by us, or about to be. What was there before us is not in it, and stays. */
  readonly owned: Rights;
  /** Digest of the last plan that was applied as a whole; absent while another one is under way. */
  readonly applied?: string;
  /** Why a Create failed whose grants are being taken back. */
  readonly undoing?: string;
  /**
   * What the journal was before this resource took the place of another, as one whose logical id was changed does. As
   * long as CloudFormation has not deleted that one, it may yet delete this one instead, and leave the older in force.
   */
  readonly predecessor?: Predecessor;
}

export type Predecessor = Pick<Journal, 'resource' | 'owned' | 'applied'>;

interface Stored {
  readonly version: number;
  readonly resource: string;
  readonly owned: readonly Grant[];
  readonly applied?: string;
  readonly undoing?: string;
  readonly predecessor?: Pick<Stored, 'resource' | 'owned' | 'applied'>;
}

export const emptyJournal = (resource: string): Journal => ({ resource, owned: new Map() });

/** The journal for a resource that is created: a new one, its own, or the one of the resource whose place it takes. */
export function begunJournal(resource: string, found: Journal | undefined): Journal {
  if (!found) return emptyJournal(resource);
  if (found.resource === resource) return { ...found, undoing: undefined };
  const { owned, applied } = found;
  // One that never came into force is nobody's predecessor.
  const predecessor =
    found.undoing !== undefined && found.predecessor ? found.predecessor : { resource: found.resource, owned, applied };
  return { resource, owned, applied, predecessor };
}

/** Whether nothing was changed since the journal was taken over. */
export function isUntouched({ applied, predecessor }: Journal): boolean {
  return predecessor?.applied !== undefined && predecessor.applied === applied;
}

export function writeJournal({ resource, owned, applied, undoing, predecessor }: Journal): string {
  const stored: Stored = {
    version: VERSION,
    resource,
    applied,
    undoing,
    owned: grantsOf(owned.values()),
    predecessor: predecessor && { ...predecessor, owned: grantsOf(predecessor.owned.values()) },
  };
  return JSON.stringify(stored);
}

export function readJournal(text: string): Journal {
  const { version, resource, owned, applied, undoing, predecessor }: Stored = JSON.parse(text);
  if (version !== VERSION) {
    throw new Error(
      `this handler reads the grants journal up to version ${VERSION}, found version ${version}; ` +
        'deploy with the newer cdk-quilt-athena that wrote it',
    );
  }
  return {
    resource,
    owned: rightsOf(owned),
    applied,
    undoing,
    predecessor: predecessor && { ...predecessor, owned: rightsOf(predecessor.owned) },
  };
}

/** Key of a stack's journal in the records bucket; `stackId` is the ARN of the stack. */
export function journalKey(stackId: string): string {
  const [, name, id] = stackId.split('/');
  return `grants/${name}-${id}.json`;
}
