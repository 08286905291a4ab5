/** Something wrong at one place of a configuration. */
export interface Problem {
  /** Where, as keys and indexes from the top: `['roles', 2, 'read', 0]`. */
  readonly path: (string | number)[];
  /** The rule, what was found, what to do: lower case, no trailing full stop. */
  readonly message: string;
}

/** A path as people write it: `roles[2].read[0]`. */
export function formatPath(path: (string | number)[]): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i ? `.${key}` : key)).join('');
}
