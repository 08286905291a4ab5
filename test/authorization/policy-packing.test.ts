import fc from 'fast-check';
import { packed } from '../../lib/authorization/policy-packing';

const item = (name: string) => ({ name });
const atMost = (capacity: number) => (part: readonly unknown[]) => part.length <= capacity;
const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{3,12}$/), { maxLength: 120 });

test('every item is in exactly one part, and every part fits', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 40 }), (list, capacity, most) => {
      const parts = packed(list.map(item), atMost(capacity), most);
      expect(parts.flatMap((p) => p.items.map((i) => i.name)).sort()).toEqual([...list].sort());
      expect(parts.every((p) => p.items.length <= capacity)).toBe(true);
      expect(new Set(parts.map((p) => p.id)).size).toBe(parts.length);
    }),
  );
});

test('the order in which items are declared does not matter', () => {
  fc.assert(
    fc.property(names, (list) => {
      expect(packed([...list].reverse().map(item), atMost(5), 100)).toEqual(packed(list.map(item), atMost(5), 100));
    }),
  );
});

test('an added item changes one existing part at most, and adds one at most', () => {
  fc.assert(
    fc.property(names, fc.stringMatching(/^[a-z]{3}[A-Z]$/), (list, added) => {
      const before = new Map(packed(list.map(item), atMost(8), 1000).map((p) => [p.id, JSON.stringify(p.items)]));
      const after = new Map(
        packed([...list, added].map(item), atMost(8), 1000).map((p) => [p.id, JSON.stringify(p.items)]),
      );
      const changed = [...before].filter(([id, items]) => after.get(id) !== items);
      expect(changed.length).toBeLessThanOrEqual(1);
      expect(after.size - before.size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
});

test('parts are filled in order of name where dividing by hash would need too many', () => {
  const list = Array.from({ length: 40 }, (_, i) => item(`bucket-${String(i).padStart(2, '0')}`));
  const parts = packed(list, atMost(10), 4);
  expect(parts.map((p) => p.id)).toEqual(['Part1', 'Part2', 'Part3', 'Part4']);
  expect(parts[1].items[0].name).toBe('bucket-10');
});
