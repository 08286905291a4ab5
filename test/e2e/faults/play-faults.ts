import { expect, type Stage } from '../stage';
import { detection, type SeededFault } from './seeded-fault';
import type { VerifiedLake } from './verified-lake';

/** A line of the suite's table. */
export interface FaultRow {
  readonly fault: string;
  /** What was found; nothing: it was missed. */
  readonly detected?: string;
  readonly fix: string;
}

/** Seeds each fault, has the deployed verifier run as the update of its resource, and undoes the fault. */
export async function playFaults(
  stage: Stage,
  lake: VerifiedLake,
  faults: readonly SeededFault[],
): Promise<FaultRow[]> {
  const rows: FaultRow[] = [];
  for (const { name, seed, detected: wanted } of faults) {
    const row = { fault: name, fix: '' };
    await stage.account.step(`${name}: the update fails with its cause and its fix`, async () => {
      const undo = await seed(lake);
      try {
        const { failure = '', report } = await lake.verify();
        const found = detection(report.findings, wanted);
        const others = report.findings.slice(0, 8).map((each) => JSON.stringify(each));
        expect(found !== undefined, `not among ${report.findings.length} findings:\n${others.join('\n')}`);
        expect(failure.startsWith('access is not as declared'), `the update did not fail: ${failure}`);
        expect(failure.length < 2_000 && failure.includes('report.json'), `no reason to read: ${failure}`);
        Object.assign(row, { detected: `${found.kind}: ${found.subject}: ${found.found}`, fix: found.fix });
      } finally {
        await undo();
      }
    });
    rows.push(row);
  }
  return rows;
}

/** A fault that a real deployment met. */
export function printTable(stage: Stage, rows: readonly FaultRow[]): void {
  const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
  stage.account.print('\n  fault → detected as → fix\n');
  for (const { fault, detected, fix } of rows) {
    const seen = detected?.replace(/\s+/g, ' ') ?? 'MISSED';
    stage.account.print(`  • ${fault}\n      → ${cut(seen, 200)}\n      → ${cut(fix, 200)}\n`);
  }
  const missed = rows.filter(({ detected }) => detected === undefined).length;
  stage.account.print(`\n  ${rows.length} faults, ${missed} missed\n`);
}
