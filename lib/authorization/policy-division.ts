import { MANAGED_POLICY_LIMIT } from './policy-packing';
import { type PolicyStatement, policyLength } from './policy-statement';

/** Some resources of one statement. */
interface Share {
  readonly statement: number;
  readonly from: number;
  to: number;
}

/**
 * Statements divided among as few managed policies as they fit into, in their order.
 *
 * IAM asks for each resource by itself, so a statement's resources may be in different policies.
 *
 * @param statements what is divided
 * @param worstCase the same statements at the longest that their tokens can become
 */
export function dividedStatements(
  statements: readonly PolicyStatement[],
  worstCase: readonly PolicyStatement[],
): PolicyStatement[][] {
  const part = ({ statement, from, to }: Share, of: readonly PolicyStatement[]): PolicyStatement => ({
    ...of[statement],
    Resource: of[statement].Resource.slice(from, to),
  });
  const policies: Share[][] = [];
  let open: Share[] = [];
  const fits = (shares: readonly Share[]) =>
    policyLength(shares.map((share) => part(share, worstCase))) <= MANAGED_POLICY_LIMIT;
  const close = () => {
    if (open.length > 0) policies.push(open);
    open = [];
  };
  worstCase.forEach(({ Resource, Sid }, statement) => {
    let from = 0;
    while (from < Resource.length) {
      const to = mostThatFit(from, Resource.length, (end) => fits([...open, { statement, from, to: end }]));
      if (to > from) {
        open.push({ statement, from, to });
        from = to;
      } else if (open.length > 0) close();
      else throw new RangeError(`the statement ${Sid} alone exceeds one managed policy`);
    }
  });
  close();
  return policies.map((shares) => shares.map((share) => part(share, statements)));
}

/** The greatest end up to which all fits; `from` where nothing does. */
function mostThatFit(from: number, most: number, fits: (to: number) => boolean): number {
  let [low, high] = [from, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
