/**
 * Invalid queries that lib/sql still accepts, by name, with the reason why that harms nobody's access: each is a
 * shortfall to shrink. The engine refuses the view when it is first used.
 */
export const ACCEPTED_INVALID: ReadonlyMap<string, string> = new Map();

/** Refusals of the engine's that lib/sql does not make itself, and why; what the query reads is the same. */
export const REFUSED_BY_THE_ENGINE_ALONE: readonly { readonly refusal: RegExp; readonly because: string }[] = [
  {
    refusal: /AMBIGUOUS_FUNCTION_CALL/,
    because: 'a bare NULL fits several ways of a function, and which ones the engine can choose from is not followed',
  },
  {
    refusal: /Unexpected parameters \([^\n]*(map\(|json|hyperloglog|color|<function>)[^\n]*\w:(orderable|comparable)/,
    because: 'SHOW FUNCTIONS does not say which variables stand only for types that have an order',
  },
  {
    refusal: /Unexpected parameters \([^\n]*<function>[^\n]* for function reduce(_agg)?\./,
    because: 'the result of a lambda is not compared with the type of the state it goes on from',
  },
  {
    refusal: /OPERATOR_NOT_FOUND: [^\n]*Cannot cast \S+ to varchar/,
    because:
      'array_join takes any array by its signature, and only when it is bound asks for elements that are like text',
  },
  {
    refusal: /TYPE_NOT_FOUND: [^\n]*Unknown type: char\(\d+\)/,
    because: 'concat of two char is longer than the engine has one: the signature fits nevertheless',
  },
  {
    refusal: /GENERIC_INTERNAL_ERROR/,
    because: 'reduce_agg over a type whose state the engine cannot keep is an error of the engine, not of the query',
  },
];

/** Whether a query that the engine refuses so may be accepted. */
export function mayBeAccepted(query: string, refusal: string): boolean {
  return ACCEPTED_INVALID.has(query) || REFUSED_BY_THE_ENGINE_ALONE.some((each) => each.refusal.test(refusal));
}
