import { prove } from '../../lib/prover/proof/prove';
import { LAKES } from './every-kind-of-lake';
import { synthesizedLake } from './synthesized-lake';

test.each(LAKES)('the policies of %s are proven to be what was declared', (_, config, context) => {
  const { lake, policies } = synthesizedLake(config, context);
  expect(prove(lake, policies)).toEqual([]);
});
