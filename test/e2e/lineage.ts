import { corpora } from './lineage/corpora';
import { CATALOG, startEngine } from './lineage/engine';
import { functionDifferences } from './lineage/function-table';
import { createLake } from './lineage/lake';
import { playCorpus } from './lineage/play';
import { type CorpusResult, count, exactIn, problemOf, summaryTable, typesIn } from './lineage/summary';
import { expect, type Stage } from './stage';
import type { Suite } from './suite';

/** Below these the resolver is of no use to those who write views. */
const EXACT_PERCENT = 99;
const TYPES_KNOWN_PERCENT = 85;
/** Enough to see what is wrong; the table counts all of them. */
const SHOWN_REFUSALS = 10;

/** The resolver of lib/sql against the analyzer of Athena's engine. */
export const lineage: Suite = {
  name: 'lineage',
  about: 'what queries read and return, found by lib/sql and by the analyzer of Trino itself',
  withoutAws: true,
  async run(stage) {
    const { print } = stage.account;
    const onProgress = (message: string) => print(`… ${message}\n`);
    const engine = await startEngine(onProgress);
    try {
      await stage.account.step('functions and their types are those that the engine shows', async () => {
        const differences = await functionDifferences(engine.url);
        expect(differences.length === 0, differences.map((each) => `${each}\n`).join(''));
      });
      await createLake(engine.url);
      const results: CorpusResult[] = [];
      for (const corpus of await corpora(engine.pythonPath, onProgress)) {
        await stage.account.step(`${corpus.name}: ${corpus.queries.length} queries`, async () => {
          const result = await playCorpus(engine.url, corpus);
          results.push(result);
          judge(result);
        });
      }
      stage.account.chapter(`By lib/sql and by ${CATALOG}'s engine`);
      print(summaryTable(results));
      await judgeAll(stage, results);
    } finally {
      await engine.stop();
    }
  },
};

function judge(result: CorpusResult): void {
  const problems = result.compared.flatMap((one) => problemOf(result.corpus, one) ?? []);
  expect(problems.length === 0, problems.join(''));
}

async function judgeAll(stage: Stage, results: readonly CorpusResult[]): Promise<void> {
  const { account } = stage;
  tellRefusals(stage, results);
  const queries = results.reduce((total, result) => total + result.compared.length, 0);
  const exact = results.reduce((total, result) => total + exactIn(result), 0);
  await account.step(`at least ${EXACT_PERCENT} % of all queries agree`, () => {
    expect(100 * exact >= EXACT_PERCENT * queries, `${exact} of ${queries} do`);
  });
  const { columns, known } = typesIn(results);
  await account.step(`at least ${TYPES_KNOWN_PERCENT} % of the output types are known`, () => {
    expect(100 * known >= TYPES_KNOWN_PERCENT * columns, `${known} of ${columns} are`);
  });
}

/** What may be refused is told nevertheless. */
function tellRefusals(stage: Stage, results: readonly CorpusResult[]): void {
  for (const result of results) {
    if (result.corpus.kind === 'everyday' || count(result, 'refused') === 0) continue;
    const refusals = result.compared.filter(({ comparison }) => comparison.verdict === 'refused');
    stage.account.print(`  ${result.corpus.name}: refused by lib/sql alone\n`);
    for (const { query, comparison } of refusals.slice(0, SHOWN_REFUSALS)) {
      stage.account.print(`    ${query.name}: ${comparison.differences.join(' ')}\n`);
    }
    if (refusals.length > SHOWN_REFUSALS) stage.account.print(`    and ${refusals.length - SHOWN_REFUSALS} more\n`);
  }
}
