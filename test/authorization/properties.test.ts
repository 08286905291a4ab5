import fc from 'fast-check';
import { decide } from '../../lib/authorization/decide';
import type { AccessSpec, DeclaredView } from '../../lib/authorization/declared-access';
import { derive } from '../../lib/authorization/derive';
import type { Grant, Privilege } from '../../lib/authorization/grant';
import { equalGrants, grantDifference } from '../../lib/authorization/grant-difference';
import { lakeFormationGrants } from '../../lib/authorization/lake-formation-grants';
import { normalisedGrants } from '../../lib/authorization/normalise';
import { OPERATIONS } from '../../lib/authorization/rules/operation';
import { anyGrant, baseGrants } from './any-grants';
import { VIEWS, worldWith } from './arcadia-world';

const readings = fc.constantFrom('strict' as const, 'literal' as const);
const operations = fc.constantFrom(...OPERATIONS);
const objects = fc.constantFrom(
  { database: 'sd', table: 't', columns: ['y', 'v'] },
  ...VIEWS.map(({ database, table }) => ({ database, table })),
);
const onViews = VIEWS.map(({ database, table }) => `${database}.${table}`);
const grantLists = fc.array(anyGrant(['sd.t', 'sd.u', ...onViews]), { maxLength: 8 });

/** Views with any roles declared for them. */
const specs: fc.Arbitrary<AccessSpec> = fc
  .tuple(
    fc.subarray(VIEWS.filter((v) => v.kind !== 'definer')),
    readings,
    fc.array(fc.constantFrom('p', 'q'), { minLength: 18, maxLength: 18 }),
    fc.nat(),
  )
  .map(([views, reading, roles, seed]) => ({
    regime: 'lakeformation',
    reading,
    views: views.map((view, i): DeclaredView => {
      const list = (n: number) => ((seed >> ((i * 3 + n) % 24)) & 1 ? [roles[(i * 3 + n) % 18]] : []);
      return {
        ...view,
        select: list(0),
        refresh: view.kind === 'analytical' && (seed & 7) === 0 ? list(1) : [],
        own: (seed & 3) === 0 ? list(2) : [],
      };
    }),
  }));

/** Rights on a table, read off the raw grants: no code shared with what is tested. */
function rawly(grants: readonly Grant[], principal: string, database: string, table: string, literal: boolean) {
  const own = grants.filter((g) => g.principal === principal && g.database === database);
  const whole = own
    .filter((g) => g.table === table && !g.columns)
    .flatMap((g) => [...g.privileges, ...(g.grantable ?? [])]);
  const six: Privilege[] = ['SELECT', 'INSERT', 'DELETE', 'ALTER', 'DROP', 'DESCRIBE'];
  const all =
    whole.includes('ALL') ||
    six.every((p) => whole.includes(p)) ||
    (literal && own.some((g) => !g.table && g.privileges.includes('ALL')));
  const columns = own.filter((g) => g.table === table && g.columns).flatMap((g) => g.columns ?? []);
  return {
    all,
    has: (p: Privilege) => all || whole.includes(p),
    reads: (c: string) => all || whole.includes('SELECT') || columns.includes(c),
  };
}

describe('canonical grants', () => {
  test('normalising twice changes nothing', () => {
    fc.assert(
      fc.property(grantLists, (grants) =>
        expect(normalisedGrants(normalisedGrants(grants))).toEqual(normalisedGrants(grants)),
      ),
    );
  });

  test('neither order nor repetition nor pieces matter', () => {
    fc.assert(
      fc.property(grantLists, fc.infiniteStream(fc.nat()), (grants, random) => {
        const pieces = grants.flatMap((g) =>
          g.privileges.map((p): Grant => ({ ...g, privileges: [p], grantable: g.grantable?.filter((o) => o === p) })),
        );
        const shuffled = [...pieces, ...grants]
          .map((g) => [random.next().value, g] as const)
          .sort((a, b) => a[0] - b[0]);
        expect(normalisedGrants(shuffled.map(([, g]) => g))).toEqual(normalisedGrants(grants));
      }),
    );
  });

  test('they give what the grants give: no permission or column more or less', () => {
    fc.assert(
      fc.property(grantLists, fc.constantFrom('t', 'u'), (grants, table) => {
        const [raw, canonical] = [grants, normalisedGrants(grants)].map((list) => rawly(list, 'p', 'sd', table, false));
        expect(canonical.all).toBe(raw.all);
        for (const p of ['SELECT', 'INSERT', 'DELETE', 'ALTER', 'DROP'] as const)
          expect(canonical.has(p)).toBe(raw.has(p));
        for (const c of ['y', 'secret', 'k']) expect(canonical.reads(c)).toBe(raw.reads(c));
      }),
    );
  });

  test('one entry for a principal and an object, and one for its columns', () => {
    fc.assert(
      fc.property(grantLists, (grants) => {
        const keys = normalisedGrants(grants).map((g) =>
          JSON.stringify([g.principal, g.database, g.table, g.columns === undefined]),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test('a difference leads from one list to the other', () => {
    fc.assert(
      fc.property(grantLists, grantLists, (from, to) => {
        const { added, removed } = grantDifference(from, to);
        const same = (a: Grant, b: Grant) =>
          a.principal === b.principal && a.database === b.database && a.table === b.table && !a.columns === !b.columns;
        const rest = normalisedGrants(from).map((grant): Grant => {
          const gone = removed.filter((r) => same(r, grant));
          return {
            ...grant,
            privileges: grant.columns
              ? grant.privileges
              : grant.privileges.filter((p) => !gone.some((r) => r.privileges.includes(p))),
            grantable: grant.grantable?.filter(
              (p) => !gone.some((r) => r.grantable?.includes(p) || (!r.columns && r.privileges.includes(p))),
            ),
            ...(grant.columns
              ? { columns: grant.columns.filter((c) => !gone.some((r) => r.columns?.includes(c))) }
              : {}),
          };
        });
        expect(normalisedGrants([...rest, ...added])).toEqual(normalisedGrants(to));
        expect(equalGrants(from, to)).toBe(added.length + removed.length === 0);
      }),
    );
  });
});

describe('decisions', () => {
  test('more grants never take anything away', () => {
    fc.assert(
      fc.property(operations, objects, grantLists, grantLists, readings, (operation, object, few, more, reading) => {
        const before = decide(operation, 'p', object, worldWith(few), { reading });
        const after = decide(operation, 'p', object, worldWith([...few, ...more]), { reading });
        expect(after.policy.holds || !before.policy.holds).toBe(true);
        expect(after.aws.holds || !before.aws.holds).toBe(true);
      }),
    );
  });

  test('ALL implies each: in its place nothing less is allowed', () => {
    fc.assert(
      fc.property(operations, objects, grantLists, readings, (operation, object, grants, reading) => {
        const all = grants.map(
          ({ columns: _, ...g }): Grant => ({
            ...g,
            privileges: ['ALL'],
            ...(g.grantable ? { grantable: ['ALL'] } : {}),
          }),
        );
        const before = decide(operation, 'p', object, worldWith(grants), { reading });
        const after = decide(operation, 'p', object, worldWith(all), { reading });
        expect(after.policy.holds || !before.policy.holds).toBe(true);
        expect(after.aws.holds || !before.aws.holds).toBe(true);
      }),
    );
  });

  test('what the strict reading allows, the literal one does', () => {
    fc.assert(
      fc.property(operations, objects, grantLists, (operation, object, grants) => {
        const [strict, literal] = (['strict', 'literal'] as const).map(
          (reading) => decide(operation, 'p', object, worldWith(grants), { reading }).policy.holds,
        );
        expect(literal || !strict).toBe(true);
      }),
    );
  });

  test('nothing depends on what others hold', () => {
    fc.assert(
      fc.property(operations, objects, grantLists, readings, (operation, object, grants, reading) => {
        const alone = grants.filter((g) => g.principal === 'p');
        expect(decide(operation, 'p', object, worldWith(grants), { reading })).toEqual(
          decide(operation, 'p', object, worldWith(alone), { reading }),
        );
      }),
    );
  });

  test('the remedy leads to allow, unless no grant can', () => {
    fc.assert(
      fc.property(
        operations,
        objects,
        grantLists,
        readings,
        fc.constantFrom('iam' as const, 'lakeformation' as const),
        (operation, object, grants, reading, regime) => {
          const { remedy, outcome } = decide(operation, 'p', object, worldWith(grants, { regime }), { reading });
          if (outcome === 'allow') expect(remedy).toEqual({ grants: [], revoke: [], text: '' });
          else expect(remedy.text).not.toBe('');
          if (remedy.grants.length === 0) return;
          const after = decide(operation, 'p', object, worldWith([...grants, ...remedy.grants], { regime }), {
            reading,
          });
          expect(after.outcome).toBe('allow');
        },
      ),
    );
  });
});

describe('derived grants', () => {
  test('removing a base grant never adds one', () => {
    fc.assert(
      fc.property(specs, baseGrants(), fc.nat(), (spec, grants, at) => {
        const fewer = grants.filter((_, i) => i !== at % Math.max(grants.length, 1));
        const before = derive(spec, grants).grants;
        expect(normalisedGrants([...before, ...derive(spec, fewer).grants])).toEqual(before);
      }),
    );
  });

  test('the order of grants, views and roles is irrelevant', () => {
    fc.assert(
      fc.property(specs, baseGrants(), (spec, grants) => {
        const reversed = {
          ...spec,
          views: [...spec.views].reverse().map((v) => ({ ...v, select: [...v.select].reverse() })),
        };
        expect(derive(reversed, [...grants].reverse())).toEqual(derive(spec, grants));
      }),
    );
  });

  test('nothing is derived without its predicate', () => {
    fc.assert(
      fc.property(specs, baseGrants(), (spec, grants) => {
        for (const { principal, table, privileges } of derive(spec, grants).grants) {
          const view = spec.views.find((v) => v.table === table);
          if (!view) continue;
          const behind = view.bases.flatMap((base) => (base.table === 'av1' ? VIEWS[0].bases : [base]));
          for (const base of behind) {
            const raw = rawly(grants, principal, base.database, base.table, spec.reading === 'literal');
            if (privileges.includes('ALL') || privileges.includes('INSERT')) expect(raw.all).toBe(true);
            if (view.kind === 'analytical') expect(raw.has('SELECT')).toBe(true);
            else
              for (const column of view.table === 'lv_over_av1' ? [] : base.columns)
                expect(raw.reads(column)).toBe(true);
          }
        }
      }),
    );
  });

  test('they are on views only, for declared roles only, and none beside a problem', () => {
    fc.assert(
      fc.property(specs, baseGrants(), (spec, grants) => {
        const { grants: derived, access, problems } = derive(spec, grants);
        if (problems.length > 0) expect([derived, access]).toEqual([[], []]);
        const declared = spec.views.flatMap((v) => [...v.select, ...v.refresh, ...v.own]);
        for (const { database, principal } of derived) {
          expect(database).toBe('td');
          expect(declared).toContain(principal);
        }
      }),
    );
  });

  test('with them every declared role can do what it is declared for, and nobody more', () => {
    fc.assert(
      fc.property(specs, baseGrants(), (spec, grants) => {
        const { grants: derived, problems } = derive(spec, grants);
        if (problems.length > 0) return;
        const plan = lakeFormationGrants({ regime: spec.regime, baseGrants: grants, derivedGrants: derived });
        const world = { ...spec, grants: plan };
        for (const view of spec.views) {
          const outcome = (operation: (typeof OPERATIONS)[number], principal: string) =>
            decide(operation, principal, view, world, spec).outcome;
          for (const principal of view.select) expect(outcome('select', principal)).toBe('allow');
          for (const principal of view.refresh) expect(outcome('refresh', principal)).toBe('allow');
          for (const principal of view.own)
            expect([outcome('alter', principal), outcome('drop', principal)]).toEqual(['allow', 'allow']);
          for (const principal of ['p', 'q']) {
            for (const operation of ['select', 'refresh', 'insert', 'alter', 'drop'] as const)
              expect(outcome(operation, principal)).not.toBe('policy-deny');
          }
        }
      }),
    );
  });
});
