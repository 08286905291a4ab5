type Numbers = ReadonlyMap<string, number>;

const LONGEST = 2_147_483_647;
const of = (numbers: Numbers, name: string) => numbers.get(name) ?? 0;

/** Of `ceil`, `floor`, `round` to whole numbers: one more digit if there is a fraction to round away. */
const whole = (n: Numbers) => Math.min(38, of(n, 'p') - of(n, 's') + Math.min(of(n, 's'), 1));

/**
 * Lengths and precisions that a function computes from its arguments' (the `@Constraint`s in
 * trinodb/trino: core/trino-main/src/main/java/io/trino/operator/scalar). By function, then by the variable's name.
 */
const COMPUTED: Readonly<Record<string, Readonly<Record<string, (numbers: Numbers) => number>>>> = {
  ceil: { rp: whole },
  ceiling: { rp: whole },
  floor: { rp: whole },
  round: { rp: whole, rs: () => 0 },
  truncate: { rp: (n) => Math.max(of(n, 'p') - of(n, 's'), 1) },
  mod: {
    r_precision: (n) =>
      Math.min(of(n, 'b_precision') - of(n, 'b_scale'), of(n, 'a_precision') - of(n, 'a_scale')) +
      Math.max(of(n, 'a_scale'), of(n, 'b_scale')),
    r_scale: (n) => Math.max(of(n, 'a_scale'), of(n, 'b_scale')),
  },
  concat: { u: (n) => Math.min(65_536, of(n, 'x') + of(n, 'y')) },
  replace: { u: (n) => Math.min(LONGEST, of(n, 'x') + of(n, 'z') * (of(n, 'x') + 1)) },
  url_encode: { y: (n) => Math.min(LONGEST, of(n, 'x') * 12) },
};

/** Adds what a function computes to the numbers of a call. */
export function computeNumbers(name: string, parameterCount: number, numbers: Map<string, number>): void {
  for (const [variable, compute] of Object.entries(COMPUTED[name] ?? {})) numbers.set(variable, compute(numbers));
  if (name === 'round' && parameterCount === 2) numbers.set('rp', Math.min(38, of(numbers, 'p') + 1));
}
