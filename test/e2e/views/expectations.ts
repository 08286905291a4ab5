import type { Plan } from '../../../bin/commands/plan';
import type { Explanation } from '../../../lib/authorization/explain';
import type { Stage } from '../stage';

/** A query as a role, and how it must end. */
export interface Expectation {
  readonly role: string;
  readonly view: string;
  readonly allowed: boolean;
  /** A part of the refusal; empty where there is none. */
  readonly denial: string;
  /** @default all of the view */
  readonly sql?: string;
}

/** The configuration's plan, as its readers get it. */
export async function planOf(stage: Stage, config: string): Promise<Plan> {
  const { output } = await stage.needs('quilt-athena plan --json', () =>
    stage.commandLine(['plan', '--config', config, '--json']),
  );
  return JSON.parse(output);
}

/** What `explain --json` says about SELECT on every view, for every role. */
export async function explainedSelects(stage: Stage, config: string, plan: Plan): Promise<Expectation[]> {
  const found: Expectation[] = [];
  for (const { name: view } of plan.views) {
    for (const { name: role } of plan.roles) {
      const { output } = await stage.needs(`quilt-athena explain --role ${role} --view ${view}`, () =>
        stage.commandLine(['explain', '-c', config, '-r', role, '-v', view, '-o', 'select', '--json']),
      );
      found.push(expectationOf(JSON.parse(output)));
    }
  }
  return found;
}

/** IAM is asked first; where it lets, Lake Formation refuses in its own words. */
function expectationOf({ role, view, decisions }: Explanation): Expectation {
  const [{ outcome, aws }] = decisions;
  const iam = aws.missingActions.some(({ actions }) => actions.some((action) => action.startsWith('glue:')));
  return {
    role,
    view: view.slice(view.indexOf('.') + 1),
    allowed: outcome === 'allow',
    denial: iam ? 'is not authorized to perform: glue:GetTable' : 'Insufficient Lake Formation permission(s)',
  };
}
