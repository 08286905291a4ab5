/** Something in the declared access that cannot be, with what to do. */
export interface AccessProblem {
  /** `database.view`, where it is about one. */
  readonly view?: string;
  /** Short name of a role, where it is about one. */
  readonly principal?: string;
  /** The rule, what was found, what to do: lower case, no trailing full stop. */
  readonly message: string;
}

/** Sorted, each once: the order of declarations tells nothing. */
export function inProblemOrder(problems: readonly AccessProblem[]): AccessProblem[] {
  const byKey = new Map(problems.map((p) => [JSON.stringify([p.view ?? '', p.principal ?? '', p.message]), p]));
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

/** One line, beginning with whom it is about. */
export function problemLine({ view, principal, message }: AccessProblem): string {
  const place = [view && `view ${view}`, principal && `role ${principal}`].filter(Boolean).join(', ');
  return place ? `${place}: ${message}` : message;
}
