import { expect, type Stage } from '../stage';

/** How many calls that change something Lake Formation got meanwhile, from whomever. */
export async function writesDuring(stage: Stage, work: () => Promise<unknown>): Promise<number> {
  const calls = `${stage.aws.environment.AWS_ENDPOINT_URL}/_calls`;
  await fetch(calls, { method: 'DELETE' });
  await work();
  const counted = (await (await fetch(calls)).json()) as Record<string, number>;
  return counted['lakeformation.write'] ?? 0;
}

/** Does the work, and says so where the number of writes is another. */
export async function expectWrites(stage: Stage, wanted: number, work: () => Promise<unknown>): Promise<void> {
  const found = await writesDuring(stage, work);
  await stage.account.step(`Lake Formation got ${wanted} calls that write`, () =>
    expect(found === wanted, `it got ${found}`),
  );
}
