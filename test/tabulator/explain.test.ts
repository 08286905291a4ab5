import { describeExplanation, explainAccess, explainOne } from '../../bin/commands/explain';
import { describeDecided } from '../../bin/explain/decision-text';
import { lakeFrom } from '../../lib/model/lake';
import { type LakeConfig, type ViewConfig, ViewSecurity } from '../../lib/model/lake-config';
import { GENES } from './a-tabulator-lake';

const TABLE = '"quilt-sales-prod-tabulator"."data-one"."genes"';
const FIRST: ViewConfig = { name: 'first', sql: `SELECT gene_id FROM ${TABLE}`, select: ['analyst'] };
const SECOND: ViewConfig = { name: 'second', sql: 'SELECT gene_id FROM first', select: ['analyst'] };
const FIX = 'write tabulator: true for the role visitor';

function lake(...views: ViewConfig[]) {
  const config: LakeConfig = {
    buckets: [{ name: 'data-one', tabulator: { genes: GENES } }],
    roles: [
      { name: 'analyst', read: ['*'], tabulator: true },
      { name: 'visitor', read: ['*'] },
    ],
    views,
  };
  return lakeFrom('sales-prod', config);
}
const given = (view: ViewConfig) => ({ ...view, select: ['analyst', 'visitor'] });

test('a role that may use Tabulator may query a view over its tables, and a view over that', () => {
  for (const name of ['first', 'second']) {
    const explanation = explainAccess(lake(FIRST, SECOND), 'analyst', name, ['select', 'explain']);
    expect(explanation.decisions.map((d) => [d.outcome, d.aws])).toEqual([
      ['allow', { holds: true, missing: [], missingActions: [] }],
      ['allow', { holds: true, missing: [], missingActions: [] }],
    ]);
  }
});

test('one that may not is denied it by AWS where the view was given to it, and told the right it lacks and the fix', () => {
  for (const name of ['first', 'second']) {
    const explanation = explainAccess(lake(given(FIRST), given(SECOND)), 'visitor', name, ['select', 'explain']);
    for (const decision of explanation.decisions) {
      expect(decision.outcome).toBe(decision.operation === 'select' ? 'aws-deny' : 'deny');
      expect(decision.aws.missingTabulator).toEqual([TABLE]);
      expect(decision.remedy.text).toContain(FIX);
    }
    const text = describeExplanation(explanation);
    expect(text).toContain(`AWS lacks the use of Tabulator for ${TABLE}`);
    const whom = `view sales_prod.${name}, role visitor: `;
    expect(text).toContain(`${whom}a role that reads a view over Tabulator's tables must be let use Tabulator`);
  }
});

test('and where it was not, told of both', () => {
  const [decision] = explainAccess(lake(FIRST), 'visitor', 'first', ['select']).decisions;
  expect(decision.outcome).toBe('deny');
  expect(decision.remedy.text).toBe(`grant visitor SELECT on sales_prod.first, and ${FIX}`);
});

test('one operation is decided as all of them are, in the same words', () => {
  const asked = { role: 'visitor', operation: 'select', on: 'sales_prod.first', caller: 'user' } as const;
  const explained = explainOne(lake(given(FIRST)), asked);
  const [whole] = explainAccess(lake(given(FIRST)), 'visitor', 'first', ['select']).decisions;
  expect([whole.outcome, whole.remedy.text, whole.aws]).toEqual([explained.decision, explained.remedy, explained.aws]);
  expect(explained).toMatchObject({ decision: 'aws-deny', missing: [], remedy: FIX });
  expect(explained.problems).toEqual([expect.stringContaining('must be let use Tabulator')]);
  expect(describeDecided(explained)).toContain(`the use of Tabulator for ${TABLE}`);
});

const COPY = { ...FIRST, security: ViewSecurity.ANALYTICAL, location: 's3://data-views/v/', refresh: ['analyst'] };

test('of a view that holds data, AWS does not ask the connector for whoever reads it, and does for who refreshes it', () => {
  const { decisions } = explainAccess(lake(given(COPY)), 'visitor', 'first', ['select', 'refresh']);
  expect(decisions.map(({ aws }) => aws.missingTabulator)).toEqual([undefined, [TABLE]]);
});

test('so a role without Tabulator would read the copy against the rules: how to end that is told', () => {
  const { decisions, problems } = explainAccess(lake(given(COPY)), 'visitor', 'first', ['select']);
  expect(decisions[0]).toMatchObject({
    outcome: 'policy-deny',
    policy: { reasons: [{ predicate: 'Use', held: false, text: `the use of Tabulator for ${TABLE}` }] },
    remedy: { text: `revoke SELECT on sales_prod.first from visitor, or ${FIX}` },
  });
  expect(problems).toEqual([expect.objectContaining({ view: 'sales_prod.first', principal: 'visitor' })]);
  expect(explainAccess(lake(COPY), 'analyst', 'first', ['select', 'refresh']).decisions.map((d) => d.outcome)).toEqual([
    'allow',
    'allow',
  ]);
});
