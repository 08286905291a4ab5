import { diagnose } from '../../lib/diagnosis/diagnose';
import { CATALOGUE_EXAMPLES } from './catalogue-examples';

test.each(CATALOGUE_EXAMPLES.map((each) => [each.id, each.message, each] as const))(
  '%s: %s',
  (_id, message, expected) => {
    const { id, chain, permission } = diagnose(message);
    expect({ id, chain, permission }).toEqual({
      id: expected.id,
      chain: expected.chain ?? [expected.id],
      permission: expected.permission,
    });
  },
);

test('every id of the catalogue has an example', () => {
  const ids = new Set(CATALOGUE_EXAMPLES.flatMap(({ id, chain = [] }) => [id, ...chain]));
  const missing = Array.from({ length: 44 }, (_, i) => `E${String(i + 1).padStart(2, '0')}`).filter(
    (id) => !ids.has(id),
  );
  expect(missing).toEqual([]);
});
