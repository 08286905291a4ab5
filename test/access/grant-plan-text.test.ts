import { readGrantPlan, writeGrantPlan } from '../../lib/access/grant-plan-text';
import { aGrantPlan, TABLE } from './a-grant-plan';

test('the same plan gives the same bytes, in whatever order it was put together', () => {
  const { privileges, table, database, principal } = TABLE;
  expect(writeGrantPlan(aGrantPlan([{ privileges, table, database, principal }]))).toBe(
    writeGrantPlan(aGrantPlan([TABLE])),
  );
});

test('a plan is read as it was written', () => {
  expect(readGrantPlan(writeGrantPlan(aGrantPlan()))).toEqual(aGrantPlan());
});

test('what is no plan is refused', () => {
  expect(() => readGrantPlan('{"grants":[]}')).toThrow(
    'a grant plan has version, grants and preflight, found grants; deploy the stack again',
  );
});
