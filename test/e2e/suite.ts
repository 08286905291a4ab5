import type { Stage } from './stage';

/** A part of the end-to-end tests that can be run alone. */
export interface Suite {
  readonly name: string;
  /** What it shows, in one line. */
  readonly about: string;
  /** It starts what it needs itself, so the stage's local AWS is not there. @default false */
  readonly withoutAws?: boolean;
  run(stage: Stage): Promise<void>;
}
