import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Errors } from 'aws-cdk-lib';
import { accessFileName } from '../lib/access/proof/access-proof';
import type { LakeFile } from '../lib/model/config-file';
import { QuiltAthenaValidationError } from '../lib/model/validation-error';
import type { AccessReport } from '../lib/prover/report/access-report';
import { readAccessReport } from '../lib/prover/report/read-access-report';
import { newLakeApp } from './lake-app';
import { LakeStack } from './lake-stack';

/** What is made of a synthesized stack and its `access.json`; the cloud assembly is gone afterwards. */
export function synthesized<T>(file: LakeFile, make: (stack: LakeStack, access: AccessReport) => T): T {
  const outdir = mkdtempSync(path.join(tmpdir(), 'quilt-athena-'));
  try {
    const app = newLakeApp(outdir);
    const stack = new LakeStack(app, file);
    app.synth();
    return make(stack, readAccessReport(readFileSync(path.join(outdir, accessFileName(stack)), 'utf8')));
  } catch (error) {
    throw Errors.isConstructError(error) ? new QuiltAthenaValidationError(error.message) : error;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
