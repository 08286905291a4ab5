// How suites close: `N passed, N failed` alone on a line, a name and a colon before it where it is part of a whole.
export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** The tally a suite closed with; one failure where it printed none, since then it did not get to its end. */
export function tallyIn(output) {
  const last = [...output.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed(?:, \d+ skipped)?$/gm)].at(-1);
  return last ? { passed: Number(last[1]), failed: Number(last[2]) } : { passed: 0, failed: 1 };
}

export const sum = (tallies) =>
  tallies.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });
