import { journalKey, readJournal, writeJournal } from '../../../lambda/grants/journal';
import { rightsOf } from '../../../lambda/grants/right';

const OWNED = rightsOf([
  { principal: 'p', database: 'db', privileges: ['DESCRIBE'] },
  { principal: 'p', database: 'db', table: 't', privileges: ['DROP', 'SELECT'], grantable: ['SELECT'] },
  { principal: 'q', database: 'db', table: 't', columns: ['a', 'b'], privileges: ['SELECT'] },
]);

test('is read as it was written', () => {
  const journal = { resource: 'Grants', owned: OWNED, applied: 'abc', undoing: undefined };
  const { owned, ...rest } = readJournal(writeJournal(journal));
  expect([...owned.keys()].sort()).toEqual([...OWNED.keys()].sort());
  expect(rest).toEqual({ resource: 'Grants', applied: 'abc', undoing: undefined });
});

test('of a newer version is refused', () => {
  const newer = writeJournal({ resource: 'Grants', owned: OWNED }).replace('"version":1', '"version":2');
  expect(() => readJournal(newer)).toThrow(
    'reads the grants journal up to version 1, found version 2; deploy with the newer',
  );
});

test('belongs to a stack, also to one of a name that was there before', () => {
  const key = (id: string) => journalKey(`arn:aws:cloudformation:eu-central-1:123456789012:stack/lake/${id}`);
  expect(key('1a2b')).toBe('grants/lake-1a2b.json');
  expect(key('1a2b')).not.toBe(key('3c4d'));
});
