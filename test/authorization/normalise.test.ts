import type { Grant } from '../../lib/authorization/grant';
import { equalGrants, grantDifference } from '../../lib/authorization/grant-difference';
import { normalisedGrants } from '../../lib/authorization/normalise';
import { grantsInWords } from './grants-in-words';

const of = (words: string) => normalisedGrants(grantsInWords(words));

test.each([
  ['columns of a table come together', 'SELECT(b) d.t; SELECT(a, b) d.t', 'SELECT(a, b) d.t'],
  ['SELECT on the table absorbs columns', 'SELECT(a) d.t; SELECT d.t', 'SELECT d.t'],
  ['ALL absorbs everything', 'SELECT(a) d.t; INSERT d.t; ALL d.t', 'ALL d.t'],
  ['the six single permissions of a table are ALL', 'SELECT,INSERT,DELETE,ALTER d.t; DROP,DESCRIBE d.t', 'ALL d.t'],
  ['five are not', 'SELECT,INSERT,DELETE,ALTER,DROP d.t', 'ALTER,DELETE,DROP,INSERT,SELECT d.t'],
  ['on a database only ALL is', 'ALTER,CREATE_TABLE,DESCRIBE,DROP d', 'ALTER,CREATE_TABLE,DESCRIBE,DROP d'],
  ['DESCRIBE goes where columns are granted', 'DESCRIBE d.t; SELECT(a) d.t', 'SELECT(a) d.t'],
  ['DESCRIBE stays elsewhere', 'DESCRIBE d.t; SELECT d.t', 'DESCRIBE,SELECT d.t'],
  ['names are in lower case', 'SELECT(A) D.T; SELECT(b) d.t', 'SELECT(a, b) d.t'],
  ['what may be passed on is held', 'SELECT+ d.t; INSERT d.t', 'INSERT,SELECT d.t with SELECT'],
])('%s: %s → %s', (_, given, canonical) => {
  const [words, passedOn] = canonical.split(' with ');
  const expected = grantsInWords(words).map((grant): Grant => (passedOn ? { ...grant, grantable: ['SELECT'] } : grant));
  expect(of(given)).toEqual(expected);
});

test('a grant on no columns is none', () => {
  expect(normalisedGrants([{ ...grantsInWords('SELECT d.t')[0], columns: [] }])).toEqual([]);
});

test('columns that may be passed on are kept apart from those that may not', () => {
  expect(of('SELECT+(a) d.t; SELECT(a, b) d.t')).toEqual(grantsInWords('SELECT+(a) d.t; SELECT(b) d.t'));
});

test('principals and objects are kept apart, and sorted: database, tables, whole tables before columns', () => {
  const grants = [
    ...grantsInWords('SELECT d.u; INSERT d.t; DESCRIBE d; SELECT(a) d.t', 'q'),
    ...grantsInWords('SELECT d.u'),
  ];
  expect(normalisedGrants(grants)).toEqual([
    ...grantsInWords('SELECT d.u'),
    ...grantsInWords('DESCRIBE d; INSERT d.t; SELECT(a) d.t; SELECT d.u', 'q'),
  ]);
});

describe('the difference', () => {
  const difference = (from: string, to: string) => grantDifference(grantsInWords(from), grantsInWords(to));

  test.each([
    ['columns that change', 'SELECT(a, b) d.t', 'SELECT(b, c) d.t', 'SELECT(c) d.t', 'SELECT(a) d.t'],
    ['columns before their table', 'SELECT(a) d.t', 'SELECT d.t', 'SELECT d.t', 'SELECT(a) d.t'],
    ['a table before its columns', 'SELECT d.t', 'SELECT(a) d.t', 'SELECT(a) d.t', 'SELECT d.t'],
    ['single permissions that change', 'SELECT,INSERT d.t', 'SELECT,DROP d.t', 'DROP d.t', 'INSERT d.t'],
    ['nothing that ALL takes over', 'SELECT d.t', 'ALL d.t', 'ALL d.t', 'nothing'],
    ['ALL before what is left of it', 'ALL d.t', 'SELECT d.t', 'SELECT d.t', 'ALL d.t'],
    ['the six for ALL: nothing', 'ALL d.t', 'SELECT,INSERT,DELETE,ALTER,DROP,DESCRIBE d.t', 'nothing', 'nothing'],
    ['the right to pass on', 'SELECT d.t', 'SELECT+ d.t', 'SELECT+ d.t', 'nothing'],
    ['other objects', 'DESCRIBE d', 'DESCRIBE e', 'DESCRIBE e', 'DESCRIBE d'],
  ])('has %s: %s → %s', (_, from, to, added, removed) => {
    expect(difference(from, to)).toEqual({ added: grantsInWords(added), removed: grantsInWords(removed) });
  });

  test('takes back the right to pass on without the permission', () => {
    expect(difference('SELECT+ d.t', 'SELECT d.t').removed).toEqual([
      { principal: 'p', database: 'd', table: 't', privileges: [], grantable: ['SELECT'] },
    ]);
    expect(difference('SELECT+(a) d.t', 'SELECT(a) d.t').removed).toEqual([
      { principal: 'p', database: 'd', table: 't', columns: ['a'], privileges: [], grantable: ['SELECT'] },
    ]);
  });

  test('is none between equal rights', () => {
    expect(equalGrants(grantsInWords('SELECT(b) d.t; SELECT(a) d.t'), grantsInWords('SELECT(a, b) d.t'))).toBe(true);
    expect(equalGrants(grantsInWords('SELECT(a) d.t'), grantsInWords('SELECT d.t'))).toBe(false);
  });
});
