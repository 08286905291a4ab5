import {
  CharStreams,
  type CommonToken,
  CommonTokenStream,
  NoViableAltException,
  PredictionMode,
  Token,
} from 'antlr4ng';
import { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer';
import {
  type QueryContext,
  type SingleStatementContext,
  TrinoSqlParser,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import { cutNested } from './nested-queries';
import { SqlError } from './sql-error';

/**
 * Trino's grammar, as dt-sql-parser publishes it. This is its only importer: the package cannot be loaded by Node as it
 * is (ES modules that import folders), so the build inlines it here.
 */
export * as grammar from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';

/** The syntax tree of a statement, and those of the queries that are too deep in it for one tree. */
export interface SyntaxTree {
  readonly statement: SingleStatementContext;
  /** The tree of the query that begins with a token, if that is not in the tree of what is around it. */
  readonly cutOut: (first: Token) => QueryContext | undefined;
}

/**
 * The syntax tree of a text that holds one statement.
 *
 * The fast SLL prediction comes first: a text that it accepts has the same tree under full LL prediction
 * (antlr/antlr4: runtime/Java/src/org/antlr/v4/runtime/atn/PredictionMode.java), which takes 20 times as long.
 */
export function syntaxTree(sql: string, place?: string): SyntaxTree {
  const stream = new CommonTokenStream(new TrinoSqlLexer(CharStreams.fromString(sql)));
  stream.fill();
  const tokens = stream.getTokens();
  const balanced = checkDepth(tokens, place);
  const cut = new Map<Token, readonly Token[]>();
  const parsed = <T>(piece: readonly Token[], rule: (parser: TrinoSqlParser) => T): T => {
    if (!balanced) return parse(piece, rule, place);
    const { outer, inner } = cutNested(piece, stub);
    for (const [first, each] of inner) cut.set(first, each);
    return parse(outer, rule, place);
  };
  return {
    statement: parsed(tokens, (parser) => parser.singleStatement()),
    cutOut: (first) => {
      const piece = cut.get(first);
      cut.delete(first);
      return piece && parsed(piece, (parser) => parser.query());
    },
  };
}

/** `SELECT 1`, or `WITH x AS (SELECT 1) SELECT 1`, for a query that begins with this token. */
function stub(first: Token): Token[] {
  const made = (type: number, text: string): Token => {
    const token = (first as CommonToken).clone();
    token.type = type;
    token.text = text;
    return token;
  };
  const one = [made(TrinoSqlParser.INTEGER_VALUE, '1')];
  if (first.type === TrinoSqlParser.KW_SELECT) return [first, ...one];
  const select = () => [made(TrinoSqlParser.KW_SELECT, 'SELECT'), ...one];
  const name = [made(TrinoSqlParser.IDENTIFIER, 'x'), made(TrinoSqlParser.KW_AS, 'AS')];
  return [first, ...name, made(OPEN, '('), ...select(), made(CLOSE, ')'), ...select()];
}

const [OPEN, CLOSE] = [TrinoSqlParser.T__0, TrinoSqlParser.T__1];

function parse<T>(tokens: readonly Token[], rule: (parser: TrinoSqlParser) => T, place: string | undefined): T {
  const stream = new CommonTokenStream(sourceOf(tokens));
  const quick = attempt(stream, rule, PredictionMode.SLL);
  if (!quick.problem) return quick.tree;
  const thorough = attempt(stream, rule, PredictionMode.LL);
  if (!thorough.problem) return thorough.tree;
  const { found, line, column } = thorough.problem;
  // What follows a whole statement is another; the grammar's own rule for many would read `LATERAL (SELECT 1)` as two.
  const second = quick.problem.afterEnd ? quick.problem : thorough.problem.afterEnd ? thorough.problem : undefined;
  if (second) {
    const fix = 'keep one, or put the others into files of their own';
    throw new SqlError(`the SQL must be one query, found a second statement: ${fix}`, second, place);
  }
  const fix = 'look at commas, quotes and brackets here and just before';
  throw new SqlError(`the SQL cannot be parsed, found ${found} where it cannot stand: ${fix}`, { line, column }, place);
}

/** The tokens again, as a lexer gives them; the last is what follows the text, and ends it. */
function sourceOf(tokens: readonly Token[]): TrinoSqlLexer {
  const end = (tokens[tokens.length - 1] as CommonToken).clone();
  end.type = Token.EOF;
  const source = new TrinoSqlLexer(CharStreams.fromString(''));
  let next = 0;
  source.nextToken = () => (next < tokens.length - 1 ? tokens[next++] : end);
  return source;
}

/** Deepest nesting of parentheses: what recurses over them would overflow the stack. */
const DEEPEST = 200;

/** Whether every parenthesis has its other half. */
function checkDepth(tokens: readonly Token[], place: string | undefined): boolean {
  let depth = 0;
  let lowest = 0;
  for (const token of tokens) {
    if (token.type === OPEN) depth++;
    else if (token.type === CLOSE) depth--;
    lowest = Math.min(lowest, depth);
    if (depth <= DEEPEST) continue;
    const rule = `parentheses are nested at most ${DEEPEST} deep, found more`;
    throw new SqlError(`${rule}: use WITH`, { line: token.line, column: token.column + 1 }, place);
  }
  return depth === 0 && lowest === 0;
}

/** The last token that was looked at: where no choice fits, the parser itself names the first that it chose by. */
function trackLookahead(tokens: CommonTokenStream): () => Token | undefined {
  let furthest: Token | undefined;
  const lookAhead = tokens.LA.bind(tokens);
  tokens.LA = (offset) => {
    const token = tokens.LT(offset);
    if (token && token.tokenIndex > (furthest?.tokenIndex ?? -1)) furthest = token;
    return lookAhead(offset);
  };
  return () => furthest;
}

interface Problem {
  readonly found: string;
  readonly line: number;
  readonly column: number;
  /** Whether it follows a `;`. */
  readonly afterEnd: boolean;
}

function attempt<T>(
  tokens: CommonTokenStream,
  rule: (parser: TrinoSqlParser) => T,
  mode: number,
): { tree: T; problem?: Problem } {
  tokens.seek(0);
  const parser = new TrinoSqlParser(tokens);
  parser.interpreter.predictionMode = mode;
  let problem: Problem | undefined;
  const fail = (text: string | null | undefined, line: number, column: number, afterEnd = false) => {
    const found = !text || text === '<EOF>' ? 'the end' : JSON.stringify(text);
    problem ??= { found, line, column: column + 1, afterEnd };
  };
  const furthest = mode === PredictionMode.LL ? trackLookahead(tokens) : undefined;
  parser.removeErrorListeners();
  parser.addErrorListener({
    syntaxError: (_recognizer, token, line, column, _message, exception) => {
      const last = exception instanceof NoViableAltException ? furthest?.() : undefined;
      const at = last ?? { text: (token as Token | null)?.text, line, column };
      fail(at.text, at.line, at.column);
    },
    reportAmbiguity: () => undefined,
    reportAttemptingFullContext: () => undefined,
    reportContextSensitivity: () => undefined,
  });
  const tree = rule(parser);
  const rest = tokens.LT(1);
  const afterEnd = tokens.LT(-1)?.type === TrinoSqlParser.SEMICOLON;
  if (rest && rest.type !== Token.EOF) {
    const last = furthest?.();
    const at = !afterEnd && last && last.tokenIndex > rest.tokenIndex ? last : rest;
    fail(at.text, at.line, at.column, afterEnd);
  }
  return { tree, problem };
}
