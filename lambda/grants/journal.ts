import type { Grant } from '../../lib/authorization/grant';
import { grantsOf, type Rights, rightsOf } from './right';

/** Version of the journal's form. Every older one is read, a newer one refused. */
const VERSION = 1;

/**
 * What a stack's grants resource owns, kept where no deployment's properties reach: it is written before each change, so
 * that whatever happens in the middle of one can be undone.
 */
export interface Journal {
  /** Logical id of the resource it belongs to. One that took its place inherits it, and is the only one that may revoke. */
  readonly resource: string;
  /** Granted by us, or about to be. What was there before us is not in it, and stays. */
  readonly owned: Rights;
  /** Digest of the last plan that was applied as a whole; absent while another one is under way. */
  readonly applied?: string;
  /** Why a Create failed whose grants are being taken back. */
  readonly undoing?: string;
}

interface Stored {
  readonly version: number;
  readonly resource: string;
  readonly owned: readonly Grant[];
  readonly applied?: string;
  readonly undoing?: string;
}

export const emptyJournal = (resource: string): Journal => ({ resource, owned: new Map() });

export function writeJournal({ resource, owned, applied, undoing }: Journal): string {
  const stored: Stored = { version: VERSION, resource, applied, undoing, owned: grantsOf(owned.values()) };
  return JSON.stringify(stored);
}

export function readJournal(text: string): Journal {
  const { version, resource, owned, applied, undoing }: Stored = JSON.parse(text);
  if (version !== VERSION) {
    throw new Error(
      `this handler reads the grants journal up to version ${VERSION}, found version ${version}; ` +
        'deploy with the newer cdk-quilt-athena that wrote it',
    );
  }
  return { resource, owned: rightsOf(owned), applied, undoing };
}

/** Key of a stack's journal in the records bucket; `stackId` is the ARN of the stack. */
export function journalKey(stackId: string): string {
  const [, name, id] = stackId.split('/');
  return `grants/${name}-${id}.json`;
}
