import { grammar } from '../trino-grammar';
import { BIGINT, BOOLEAN, DOUBLE, INTEGER, type SqlType, simple, UNKNOWN, VARCHAR } from '../types/sql-type';
import { parsedType } from '../types/type-parser';
import type { Literal } from './expression';
import type { Context, Reading } from './reading';

/** A string with its quotes, as text: `'it''s'` → `it's`. */
export function stringOf(context: grammar.StringContext, reading: Reading): string {
  const written = reading.text(context);
  if (context instanceof grammar.BasicStringLiteralContext) return written.slice(1, -1).replaceAll("''", "'");
  if (context instanceof grammar.UnicodeStringLiteralContext) return unicodeOf(written, context, reading);
  throw reading.unsupported(context, 'this kind of string');
}

/** `U&'caf\00e9'`, with another escape character after UESCAPE. */
function unicodeOf(written: string, context: grammar.StringContext, reading: Reading): string {
  const match = /^U&'((?:[^']|'')*)'(?:\s*UESCAPE\s*'((?:[^']|'')*)')?$/isu.exec(written);
  if (!match) throw reading.unsupported(context, 'this kind of string');
  const escapeCharacter = match[2] ?? '\\';
  if (!/^[^+"'\s0-9a-f]$/iu.test(escapeCharacter)) {
    const rule = 'an escape character is one that is no hexadecimal digit, plus, quote or space';
    throw reading.refusal(reading.span(context), `${rule}, found ${JSON.stringify(escapeCharacter)}: use '\\'`);
  }
  const quoted = escapeCharacter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`${quoted}(?:(${quoted})|\\+([0-9a-f]{6})|([0-9a-f]{4})|())`, 'giu');
  return match[1].replaceAll("''", "'").replace(pattern, (_, itself, six, four) => {
    if (itself) return escapeCharacter;
    const code = Number.parseInt(six ?? four ?? '', 16);
    if (!(code <= 0x10ffff)) {
      const fix = `write ${escapeCharacter} and four digits, or ${escapeCharacter}+ and six`;
      throw reading.refusal(
        reading.span(context),
        `an escape names a character by its code, found one that does not: ${fix}`,
      );
    }
    return String.fromCodePoint(code);
  });
}

function literal(context: Context, type: SqlType, reading: Reading): Literal {
  return { kind: 'literal', at: reading.span(context), type, written: reading.text(context).toLowerCase() };
}

/** What is written between quotes has the type of its length (trino.io/docs/current/language/types.html#varchar). */
export function stringLiteral(context: grammar.StringContext, reading: Reading): Literal {
  const length = [...stringOf(context, reading)].length;
  return literal(context, { kind: 'varchar', length }, reading);
}

export function numberLiteral(context: grammar.NumberContext, reading: Reading): Literal {
  const at = reading.span(context);
  const written = reading.text(context).replaceAll('_', '').replaceAll(/\s/g, '');
  const digits = written.replace(/^-/, '');
  if (context instanceof grammar.DoubleLiteralContext) return literal(context, DOUBLE, reading);
  if (context instanceof grammar.DecimalLiteralContext) {
    return literal(context, decimalOf(digits, context, reading), reading);
  }
  if (!(context instanceof grammar.IntegerLiteralContext)) throw reading.unsupported(context, 'this kind of number');
  const value = BigInt(digits) * (written.startsWith('-') ? -1n : 1n);
  if (value > 2n ** 63n - 1n || value < -(2n ** 63n)) {
    throw reading.refusal(at, `a whole number has at most 64 bits, found ${written}: write DECIMAL '${written}'`);
  }
  const small = value >= -(2n ** 31n) && value <= 2n ** 31n - 1n;
  return { ...literal(context, small ? INTEGER : BIGINT, reading), integer: Number(value) };
}

/** Zeros before the first digit do not count (trinodb/trino: core/trino-spi/src/main/java/io/trino/spi/type/Decimals.java). */
function decimalOf(digits: string, context: grammar.NumberContext, reading: Reading): SqlType {
  const [whole = '', fraction = ''] = digits.split('.');
  const precision = Math.max(1, whole.replace(/^0+/, '').length + fraction.length);
  if (precision > 38) {
    const found = `found ${precision}`;
    throw reading.refusal(reading.span(context), `a decimal has at most 38 digits, ${found}: write it as a double`);
  }
  return { kind: 'decimal', precision, scale: fraction.length };
}

/** `DATE '2024-01-01'`, `TIMESTAMP '...'`, `JSON '...'`, `DECIMAL '1.0'`. */
export function typedLiteral(context: grammar.TypeConstructorContext, reading: Reading): Literal {
  const text = stringOf(context.string(), reading);
  const identifier = context.identifier();
  const name = identifier ? reading.name(identifier).text : 'double';
  return literal(context, literalType(name, text, context, reading), reading);
}

function literalType(name: string, text: string, context: grammar.TypeConstructorContext, reading: Reading): SqlType {
  switch (name) {
    case 'timestamp':
    case 'time': {
      const precision = /:\d+\.(\d+)/.exec(text)?.[1].length ?? 0;
      const clock = name === 'time' ? text : text.replace(/^\s*[+-]?\d+-\d+-\d+/, '');
      return { kind: name, precision, zoned: /[a-z+-]/i.test(clock) };
    }
    case 'decimal': {
      const [whole = '', fraction = ''] = text.trim().replace(/^[+-]/, '').replaceAll('_', '').split('.');
      const precision = Math.max(1, whole.replace(/^0+/, '').length + fraction.length);
      return { kind: 'decimal', precision, scale: fraction.length };
    }
    default: {
      const type = parsedType(name);
      if (!type) throw reading.unsupported(context, `a literal of type ${name}`);
      return type;
    }
  }
}

/** Constants that are one word, NULL and TRUE, and those that the engine fills in. */
export function wordLiteral(context: grammar.PrimaryExpressionContext, reading: Reading): Literal | undefined {
  const type = wordType(context);
  const isTrue = context instanceof grammar.BooleanLiteralContext && context.booleanValue().KW_TRUE() !== null;
  return type && { ...literal(context, type, reading), isTrue };
}

function wordType(context: grammar.PrimaryExpressionContext): SqlType | undefined {
  const precise = (kind: 'time' | 'timestamp', zoned: boolean): SqlType => {
    const written = (context as grammar.CurrentTimestampContext)._precision?.text;
    return { kind, precision: written ? Number(written) : 3, zoned };
  };
  switch (context.constructor) {
    case grammar.NullLiteralContext:
      return UNKNOWN;
    case grammar.BooleanLiteralContext:
      return BOOLEAN;
    case grammar.BinaryLiteralContext:
      return simple('varbinary');
    case grammar.CurrentDateContext:
      return simple('date');
    case grammar.CurrentTimeContext:
      return precise('time', true);
    case grammar.CurrentTimestampContext:
      return precise('timestamp', true);
    case grammar.LocalTimeContext:
      return precise('time', false);
    case grammar.LocalTimestampContext:
      return precise('timestamp', false);
    case grammar.CurrentUserContext:
    case grammar.CurrentCatalogContext:
    case grammar.CurrentSchemaContext:
      return VARCHAR;
    case grammar.CurrentPathContext:
      return VARCHAR;
    default:
      return undefined;
  }
}

/** `INTERVAL '2' DAY`. */
export function intervalLiteral(context: grammar.IntervalContext, reading: Reading): Literal {
  const months = /\b(year|month)\b/i.test(reading.text(context).replace(/'(?:[^']|'')*'/, ''));
  const type = simple(months ? 'interval year to month' : 'interval day to second');
  return literal(context, type, reading);
}

/** The type in a CAST. */
export function readType(context: grammar.TypeContext, reading: Reading): SqlType {
  const type = parsedType(reading.text(context).replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' '));
  if (!type) {
    const rule = `a type must be one of Trino's, found ${reading.text(context)}`;
    throw reading.refusal(reading.span(context), `${rule}: use for example varchar, bigint, array(varchar)`);
  }
  return type;
}
