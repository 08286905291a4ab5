import type { Violation } from '../../prover/proof/violation';

/** Violations without those that are meant, and what was meant to be one and is none. */
export function accepted(
  violations: readonly Violation[],
  accept: readonly string[],
): { readonly left: Violation[]; readonly unused: string[] } {
  const meant = new Set(accept);
  const isMeant = ({ kind, statement }: Violation) =>
    (kind === 'excess' || kind === 'exposed') && statement !== undefined && meant.has(statement);
  const found = new Set(violations.filter(isMeant).map(({ statement }) => statement));
  const unused = accept
    .filter((statement) => !found.has(statement))
    .map(
      (each) =>
        `proof.accept names statements that give more than was declared, found none called ${each}; take it out`,
    );
  return { left: violations.filter((violation) => !isMeant(violation)), unused };
}
