import { helps } from './command-line/help';
import { localAws } from './command-line/local-aws';
import { refusals } from './command-line/refusals';
import type { Suite } from './suite';

/** The built command line as its users run it, and a local AWS that is started, used and ended by it. */
export const commandLine: Suite = {
  name: 'command-line',
  about: 'help, refusals of wrong configurations, plan, and quilt-athena local up, status, query, down',
  withoutAws: true,
  async run(stage) {
    await helps(stage);
    await refusals(stage);
    await localAws(stage);
  },
};
