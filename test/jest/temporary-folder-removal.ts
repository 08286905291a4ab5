import { rmSync } from 'node:fs';

/** After all tests: nothing of them is left behind. */
export default function removeTemporaryFolder(): void {
  const { TMPDIR } = process.env;
  if (TMPDIR?.includes('cdk-quilt-athena-tests-')) rmSync(TMPDIR, { recursive: true, force: true });
}
