import { definitions } from './databases';
import { CATALOG } from './engine';
import { inParallel } from './in-parallel';
import { statement } from './statement';

/** Creates the test lake's schemas, empty tables and views in the engine. */
export async function createLake(url: string): Promise<void> {
  for (const batch of definitions()) {
    await inParallel(batch, async ({ database, sql }) => {
      const { refusal } = await statement(url, sql, CATALOG, database);
      if (refusal) throw new Error(`the test lake cannot be created: ${refusal}\n${sql}`);
    });
  }
}
