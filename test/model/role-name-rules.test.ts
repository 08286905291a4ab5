import fc from 'fast-check';
import { resultsPrefix, spillPrefix } from '../../lib/model/names';
import { told, withRoles } from './a-lake';

const named = (...names: string[]) => withRoles(...names.map((name) => ({ name })));

test.each(['analyst', 'Data.Team+1@x', 'AWS_role=1,2', 'a'.repeat(64), 'open-queries'])(
  'role name %s is accepted',
  (name) => {
    expect(told(named(name))).toEqual([]);
  },
);

test('roles need no bucket, and a lake no role', () => {
  expect(told(withRoles())).toEqual([]);
  expect(told(withRoles({ name: 'a', read: [], write: [] }))).toEqual([]);
});

test('a role needs a name or an ARN', () => {
  expect(told(withRoles({ name: 'a' }, { read: ['*'] }, { quiltManaged: true }, { existing: true }))).toEqual(
    [1, 2, 3].map(
      (i) =>
        `roles[${i}]: a role must have a name, or the arn of an existing IAM role, found neither; write one of them`,
    ),
  );
  expect(told(named(''))).toEqual(['roles[0].name: role name must not be empty, found ""; write one']);
});

test.each([
  ['a'.repeat(65), `role name must have at most 64 characters, found 65 in "${'a'.repeat(65)}"; shorten it`],
  ['data team', 'role name may have only letters, digits and _+=,.@-, found "data team"; write "data-team"'],
  ['équipe', 'role name may have only letters, digits and _+=,.@-, found "équipe"; write "-quipe"'],
  ['_._', 'role name must have a letter or digit because outputs are named after it, found "_._"; add one'],
])('role name %s is refused', (name, message) => {
  expect(told(named(name))).toEqual([`roles[0].name: ${message}`]);
});

test('role names differ', () => {
  expect(
    told(withRoles({ name: 'x' }, { name: 'reader' }, { arn: 'arn:aws:iam::123456789012:role/team/reader' })),
  ).toEqual([
    'roles[2]: role names must differ, found "reader" and, at roles[1], "reader"; give one of them another name',
  ]);
});

test('role names differ in more than capitals', () => {
  expect(told(named('reader', 'Reader'))).toEqual([
    'roles[1]: role names must differ in more than capitals, as in IAM, found "Reader" and, at roles[0], "reader"; give one of them another name',
  ]);
});

test('roles do not share a results prefix', () => {
  expect(told(named('a+b', 'a@b'))).toEqual([
    'roles[1]: two roles must not share a results prefix, found "athena-results/a-b/" for "a@b" and, at roles[0], "a+b"; give one of them another name',
  ]);
});

test('roles do not share a workgroup whose name was cut', () => {
  const stack = 's'.repeat(100);
  const workgroup = `QuiltUserAthena-${stack}-reader-of-s`;
  expect(told(named('reader-of-sales', 'reader-of-samples'), stack)).toEqual([
    `roles[1]: two roles must not share a workgroup, whose name is cut at 128 characters, found "${workgroup}" for "reader-of-samples" and, at roles[0], "reader-of-sales"; give one of them another name`,
  ]);
  expect(told(named('reader-of-sales', 'reader-of-samples'))).toEqual([]);
});

test('roles do not share names of outputs', () => {
  expect(told(named('data-team', 'data.team'))).toEqual([
    'roles[1]: two roles must not share a name of outputs, found "RoleArnDataTeam" for "data.team" and, at roles[0], "data-team"; give one of them another name',
  ]);
});

test.each(['open-query', 'Open-Query', 'open+query'])("the open query's name %s is reserved", (name) => {
  expect(told(named(name))).toEqual([
    `roles[0]: role name "open-query" is reserved for the results of Tabulator's open query, found "${name}"; choose another name`,
  ]);
});

test('results and spilled rows of accepted roles never lie within those of another', () => {
  const names = fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,20}$/);
  fc.assert(
    fc.property(names, names, (one, other) => {
      fc.pre(told(named(one, other)).length === 0);
      for (const prefix of [resultsPrefix, spillPrefix]) {
        expect(prefix(one).startsWith(prefix(other))).toBe(false);
      }
    }),
  );
});
