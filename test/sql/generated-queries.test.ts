import fc from 'fast-check';
import { lineageOf } from '../../lib/sql';
import { catalogOf } from './catalogs';
import { GENERATED_TABLES, generatedQuery } from './generated-query';

const catalog = catalogOf(GENERATED_TABLES);
const options = { schema: 'g' };

test('a query reads what it was made of', () => {
  fc.assert(
    fc.property(generatedQuery, ({ sql, reads, tables }) => {
      const found = lineageOf(sql, catalog, options);
      expect({ reads: found.reads, tables: found.tables }).toEqual({
        reads: [...reads].sort(),
        tables: [...tables].sort(),
      });
    }),
    { numRuns: 80 },
  );
});

test('a view of a query reads the same, and has its columns', () => {
  fc.assert(
    fc.property(generatedQuery, ({ sql }) => {
      const views = new Map([['g.viewed', { sql }]]);
      const direct = lineageOf(sql, catalog, options);
      const viewed = lineageOf('SELECT * FROM viewed', { ...catalog, views }, options);
      expect([viewed.reads, viewed.tables, viewed.columns]).toEqual([direct.reads, direct.tables, direct.columns]);
    }),
    { numRuns: 25 },
  );
});

test('a query around a query adds nothing, whatever its own layout', () => {
  fc.assert(
    fc.property(generatedQuery, fc.constantFrom('\n', '\t', ' /* ; */ ', '\n-- (\n'), ({ sql, reads }, space) => {
      const around = `WITH q AS (${sql.replaceAll(' ', space)}) SELECT * FROM q`;
      expect(lineageOf(around, catalog, options).reads).toEqual([...reads].sort());
    }),
    { numRuns: 25 },
  );
});

test('a name that is mistyped is refused, wherever it stands', () => {
  fc.assert(
    fc.property(generatedQuery, fc.nat(), ({ sql }, which) => {
      const names = [...sql.matchAll(/\b[xy]\d+\.\w+/g)];
      fc.pre(names.length > 0);
      const { index, 0: name } = names[which % names.length];
      const wrong = `${sql.slice(0, index)}${name}_nope${sql.slice(index + name.length)}`;
      expect(() => lineageOf(wrong, catalog, options)).toThrow('_nope');
    }),
    { numRuns: 25 },
  );
});
