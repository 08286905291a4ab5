import { run as demo } from './demo';
import { run as doctor } from './doctor';
import { run as grants } from './grants';
import { run as lineage } from './lineage';
import { run as prover } from './prover';
import { run as synth } from './synth';
import { run as tabulator } from './tabulator';

/** `npm run bench [-- NAME…]`: one JSON object a line. */
const BENCHMARKS: Record<string, () => void | Promise<void>> = {
  synth,
  lineage,
  prover,
  doctor,
  grants,
  tabulator,
  demo,
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in BENCHMARKS));
  if (unknown.length > 0) {
    console.error(`no benchmark is called ${unknown.join(', ')}; there are: ${Object.keys(BENCHMARKS).join(', ')}`);
    process.exitCode = 1;
    return;
  }
  for (const [name, run] of Object.entries(BENCHMARKS)) if (asked.length === 0 || asked.includes(name)) await run();
}

void main();
