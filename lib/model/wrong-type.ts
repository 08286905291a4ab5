const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

/** Of a text that is shown: a whole file may have been read as one. */
const LONGEST = 100;

/** What YAML 1.1 took for true and false, and many people still do. */
const OLD_BOOLEANS: Readonly<Record<string, boolean>> = {
  yes: true,
  y: true,
  on: true,
  no: false,
  n: false,
  off: false,
};

/**
 * A value of a type that the schema does not want: what was found, and how to write what is wanted.
 *
 * @param wanted types of JSON schema
 * @param value the value found
 * @param written the value as it is written in the file, if it is a scalar
 * @param example a value that would do, as JSON
 * @param hasKey whether it stands at a key, which can be left out
 */
export function wrongType(
  wanted: readonly string[],
  value: unknown,
  written: string | undefined,
  example: string,
  hasKey = true,
): string {
  const found = describe(value, written);
  return `must be ${wanted.map((type) => NAMES[type]).join(' or ')}, found ${found}; ${advice(wanted, value, written, example)}${value === null && hasKey ? ', or remove the key' : ''}`;
}

function describe(value: unknown, written: string | undefined): string {
  if (value === null) return 'nothing';
  if (typeof value === 'number' && written !== undefined && written !== String(value)) {
    return `the number ${written}, which YAML reads as ${value}`;
  }
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'string') return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
  if (typeof value === 'boolean') return `${value}`;
  return Array.isArray(value) ? 'a list' : 'a mapping';
}

function advice(wanted: readonly string[], value: unknown, written: string | undefined, example: string): string {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (value === null) return `write for example ${example}`;
  if (wanted.includes('string') && isScalar) return `put it in quotes: ${JSON.stringify(written ?? String(value))}`;
  if (wanted.includes('boolean') && typeof value === 'string') {
    const meant = OLD_BOOLEANS[value.toLowerCase()];
    if (meant !== undefined) return `write ${meant}, as YAML 1.2 takes ${value} for text`;
  }
  if (wanted.includes('array') && typeof value === 'string') return `write a list: [${JSON.stringify(value)}]`;
  return `write for example ${example}`;
}
