import { QuiltAthenaValidationError } from '../model/validation-error';

/** Longest query that Athena takes (docs: StartQueryExecution, QueryString), in UTF-8 bytes. */
export const SQL_LIMIT = 262_144;

interface SqlToken {
  readonly text: string;
  readonly at: number;
}

/** Comments and spaces are skipped; strings and quoted names are one token each. */
const TOKEN = /(--[^\n]*|\/\*[\s\S]*?\*\/|\s+)|'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}\p{N}_$]+|./gu;

/**
 * The query of a view as it can be stored: one SELECT, without the `;` that files usually end in.
 *
 * Glue and CloudFormation store any text, and a wrong one fails only when the view is used. This checks the form alone;
 * `lib/sql` resolves the tables and columns.
 */
export function storedSql(text: string, place: string): string {
  const fail = (message: string) => new QuiltAthenaValidationError(message, place);
  const sql = endless(text.replace(/^\uFEFF/, '')).trim();
  const bytes = Buffer.byteLength(sql);
  if (bytes > SQL_LIMIT) {
    throw fail(`a view's SQL has at most ${SQL_LIMIT} bytes, found ${bytes}: split it into views over views`);
  }
  const tokens = tokenize(sql);
  const first = tokens[0]?.text ?? 'nothing';
  if (!['select', 'with', '('].includes(first.toLowerCase())) {
    throw fail(`a view's SQL must begin with SELECT or WITH, found ${first}: give the query alone`);
  }
  const semicolon = tokens.find((token) => token.text === ';');
  if (semicolon) {
    throw fail(`a view's SQL is one statement, found ";" ${position(sql, semicolon)}: keep one statement`);
  }
  const star = topLevelStar(tokens);
  if (star) {
    const reason = 'the stored columns go stale when a table gets one more';
    throw fail(`a view must name its columns, found "*" ${position(sql, star)}: list them, because ${reason}`);
  }
  return sql;
}

/** The text without a `;` after which nothing more is said. Places in it stay the same. */
export function endless(text: string): string {
  const tokens = tokenize(text);
  const last = tokens.findLastIndex((token) => token.text !== ';');
  return text.slice(0, tokens[last + 1]?.at).trimEnd();
}

function tokenize(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const match of sql.matchAll(TOKEN)) {
    if (match[1] === undefined) {
      tokens.push({ text: match[0], at: match.index });
    }
  }
  return tokens;
}

/** What may stand before a parenthesis that groups a whole query, as opposed to a subquery or a call. */
const BEFORE_GROUP = new Set(['', '(', ')', 'union', 'intersect', 'except', 'all', 'distinct']);

/** What stands before a `*` that means all columns, as opposed to a multiplication. */
const BEFORE_STAR = new Set(['select', 'distinct', 'all', ',', '.']);

/** The first `*` of a select list whose columns are the view's. */
function topLevelStar(tokens: readonly SqlToken[]): SqlToken | undefined {
  let nested = 0; // parentheses open that do not merely group a whole query
  const open: boolean[] = [];
  let before = '';
  for (const token of tokens) {
    const word = token.text.toLowerCase();
    if (word === '(') {
      const groups = nested === 0 && BEFORE_GROUP.has(before);
      open.push(groups);
      nested += groups ? 0 : 1;
    } else if (word === ')') {
      nested -= open.pop() === false ? 1 : 0;
    } else if (word === '*' && nested === 0 && BEFORE_STAR.has(before)) {
      return token;
    }
    before = word;
  }
  return undefined;
}

function position(sql: string, token: SqlToken): string {
  const lines = sql.slice(0, token.at).split('\n');
  return `at line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
