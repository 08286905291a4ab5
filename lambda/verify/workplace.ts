import type { Budget } from '../grants/budget';
import type { CheckPorts, NoticesPort, ObjectsPort, StackPort } from './ports';
import type { Records } from './records';

/** Where a verification works, and with what. */
export interface Workplace {
  readonly stackId: string;
  readonly verifierArn: string;
  readonly ports: CheckPorts & { readonly objects: ObjectsPort; readonly stack: StackPort };
  readonly records: Records;
  readonly budget: Budget;
}

/** The same, for runs that people are told of. */
export interface NoticedWorkplace extends Workplace {
  readonly notices: NoticesPort;
}
