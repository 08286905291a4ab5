/** A policy, or a request, with something in it that the evaluator does not know: guessing would prove nothing. */
export class PolicyNotUnderstoodError extends Error {
  constructor(place: string, problem: string) {
    super(
      `${place}: ${problem}; the prover evaluates no policy it does not wholly understand: change the policy, or teach lib/prover`,
    );
    this.name = 'PolicyNotUnderstoodError';
  }
}
