import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Before all tests: what they put among temporary files (above all the CDK, an assembly per app) goes into one folder. */
export default function makeTemporaryFolder(): void {
  process.env.TMPDIR = mkdtempSync(path.join(tmpdir(), 'cdk-quilt-athena-tests-'));
}
