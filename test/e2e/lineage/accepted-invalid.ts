/**
 * Invalid queries that lib/sql still accepts, by name, with the reason why that harms nobody's access: each is a
 * shortfall to shrink. The engine refuses the view when it is first used.
 */
export const ACCEPTED_INVALID: ReadonlyMap<string, string> = new Map();
