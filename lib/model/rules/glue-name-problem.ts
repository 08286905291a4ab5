import { quote } from './rule';

/** Glue's limit, in UTF-8 bytes (docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html). */
const NAME_LIMIT = 255;

/** What is wrong with the name of a table, view or column of the Glue catalog, if anything. */
export function glueNameProblem(what: string, name: string): string | undefined {
  const bytes = Buffer.byteLength(name);
  if (name === '') return `${what} must not be empty, found ""; write one`;
  if (bytes > NAME_LIMIT) {
    return `${what} must have at most ${NAME_LIMIT} bytes, found ${bytes} in ${quote(name)}; shorten it`;
  }
  const lower = name.toLowerCase();
  if (name !== lower)
    return `${what} must be lower case because Glue folds it, found ${quote(name)}; write ${quote(lower)}`;
  if (/\p{Cc}/u.test(name)) {
    return `${what} must be a single line without control characters, found ${quote(name)}; remove them`;
  }
  return undefined;
}

/** The same for what DDL statements must reach: they quote names with backticks, between which Athena takes no other. */
export function relationNameProblem(what: string, name: string): string | undefined {
  const problem = glueNameProblem(what, name);
  if (problem || !name.includes('`')) return problem;
  const fixed = name.replaceAll('`', '_');
  return `${what} must have no backtick because Athena's DDL could not name it, found ${quote(name)}; write ${quote(fixed)}`;
}
