import type { Diagnosis } from './diagnosis';

/** What is said of a text that is no known failure: nothing that was not in it. */
export const NO_DIAGNOSIS: Diagnosis = {
  id: 'none',
  chain: [],
  annotations: [],
  permission: null,
  layer: null,
  principal: null,
  action: null,
  resource: null,
  view: null,
  viewChain: [],
  deny: null,
  cause: 'the text has none of the failures that the catalogue knows',
  fix: {
    text: 'paste the whole message of the failed query: aws athena get-query-execution --query-execution-id ID shows it as StateChangeReason',
    iam: [],
    lakeFormation: [],
    config: null,
  },
  confidence: null,
  document: 'docs/troubleshooting.md',
  matched: null,
};
