import { everyFunction, isFromPlugin, kindOf, shownSignaturesOf } from '../../../lib/sql/functions/known-functions';
import type { Signature, TypePattern } from '../../../lib/sql/functions/signature';
import { trinoStatement } from '../../../local/trino-statement';

/** Of a table, not of values: it stands in FROM. */
const OF_TABLES = 'table';

/** What differs between lib/sql/functions and `SHOW FUNCTIONS` of the engine, a line each. */
export async function functionDifferences(url: string): Promise<string[]> {
  const rows = (await trinoStatement(url, 'SHOW FUNCTIONS')) as [string, string, string, string][];
  const theirs = new Set(
    rows.filter((row) => row[3] !== OF_TABLES).map(([name, result, given]) => line(name, given, result)),
  );
  const names = everyFunction().filter((name) => kindOf(name) !== 'form' && !isFromPlugin(name));
  const ours = new Set(names.flatMap((name) => shownSignaturesOf(name).map((each) => ourLine(name, each))));
  return [
    ...[...theirs].filter((each) => !ours.has(each)).map((each) => `the engine alone has ${each}`),
    ...[...ours].filter((each) => !theirs.has(each)).map((each) => `lib/sql/functions alone has ${each}`),
  ].sort();
}

function ourLine(name: string, { parameters, result }: Signature): string {
  return line(name, parameters.map(written).join(', '), written(result));
}

/** Spaces differ, and nothing else does. */
const line = (name: string, given: string, result: string) => `${name}(${given}): ${result}`.replaceAll(' ', '');

function written({ name, inner }: TypePattern): string {
  const parameters = inner.length === 0 ? '' : `(${inner.map(written).join(',')})`;
  const [, base, zone] = /^(\S+?)( with time zone)?$/.exec(name) ?? [];
  return zone ? `${base}${parameters}${zone}` : name + parameters;
}
