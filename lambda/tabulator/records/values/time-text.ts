const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/** Days since 1970; undefined where there is no such day, as the 30th of February. */
export function days(text: string): number | undefined {
  const found = DATE.exec(text.trim());
  if (!found) return undefined;
  const [year, month, day] = found.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY_MS : undefined;
}

const [ZERO, HYPHEN] = [48, 45];

/** The same of bytes, for days that every month has; NaN for anything else, which then needs a closer look. */
export function shortDay(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 4] !== HYPHEN || bytes[start + 7] !== HYPHEN) return Number.NaN;
  let digits = 0;
  for (let i = 0; i < 10; i++) {
    if (i === 4 || i === 7) continue;
    const digit = bytes[start + i] - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    digits = digits * 10 + digit;
  }
  const [year, month, day] = [Math.floor(digits / 10_000), Math.floor(digits / 100) % 100, digits % 100];
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > 28) return Number.NaN;
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

function offsetMs(zone: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return (found[1] === '-' ? -minutes : minutes) * 60_000;
}

/** Milliseconds since 1970 in UTC: a text without a zone is taken as UTC, what is below a millisecond is cut off. */
export function milliseconds(text: string): number | undefined {
  const [date, time = '00:00', ...more] = text.trim().split(/[T ]/i);
  const day = days(date);
  const found = TIME.exec(time);
  if (day === undefined || !found || more.length > 0) return undefined;
  const [hours, minutes, seconds] = [found[1], found[2], found[3] ?? '0'].map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const fraction = Number((found[4] ?? '').padEnd(3, '0').slice(0, 3));
  return day * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction - offsetMs(found[5] ?? '');
}
