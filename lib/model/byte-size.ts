const UNITS: Readonly<Record<string, bigint>> = {
  B: 1n,
  KB: 10n ** 3n,
  MB: 10n ** 6n,
  GB: 10n ** 9n,
  TB: 10n ** 12n,
  KiB: 2n ** 10n,
  MiB: 2n ** 20n,
  GiB: 2n ** 30n,
  TiB: 2n ** 40n,
};

/** Units a size may be written in: powers of 1000, and powers of 1024 with an `i`. */
export const BYTE_UNITS: readonly string[] = Object.keys(UNITS);

const SIZE = /^(\d+)(?:\.(\d+))? ?([KMGT]i?)?B$/;

/** `1.5 GB` → 1500000000; nothing if it is no size, or not a whole number of bytes that JavaScript holds exactly. */
export function parseByteSize(text: string): number | undefined {
  const match = SIZE.exec(text);
  if (!match) return undefined;
  const [, whole, fraction = '', power = ''] = match;
  const scaled = BigInt(whole + fraction) * UNITS[`${power}B`];
  const divisor = 10n ** BigInt(fraction.length);
  const bytes = scaled / divisor;
  return scaled % divisor === 0n && bytes <= Number.MAX_SAFE_INTEGER ? Number(bytes) : undefined;
}

/** A number of bytes in the largest unit that leaves no fraction: 100000000000 → `100 GB`. */
export function formatByteSize(bytes: number): string {
  const value = BigInt(bytes);
  const fitting = BYTE_UNITS.filter((unit) => value % UNITS[unit] === 0n && value >= UNITS[unit]);
  const unit = fitting.reduce((best, each) => (UNITS[each] > UNITS[best] ? each : best), 'B');
  return `${value / UNITS[unit]} ${unit}`;
}
