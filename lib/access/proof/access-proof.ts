import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Annotations, attachCustomSynthesis, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ProofFailureAction } from '../../model/proof-config';
import { violationTexts } from '../../prover/proof/violation-texts';
import { type AccessReport, accessJson, accessReport } from '../../prover/report/access-report';
import { accepted } from './accepted';
import { widenedAccess } from './previous-access';
import { type ProvenLake, provenAccess, topOf } from './proven-access';

/** Name of the file in the cloud assembly that tells who may do what. */
export function accessFileName(stack: Stack): string {
  return `${topOf(stack).artifactId}.access.json`;
}

/** Lets a synthesis fail whose policies give a role less than was declared, or more, and writes who may do what. */
export function addProof(scope: Construct, proven: ProvenLake): void {
  let report: AccessReport | undefined;
  scope.node.addValidation({
    validate: () => {
      const { policies, violations } = provenAccess(scope, proven);
      report = accessReport(policies);
      const { problem, lines } = widenedAccess(scope, report);
      for (const line of lines) warn(scope, 'accessWidened', line);
      const { left, unused } = accepted(violations, proven.lake.proof.accept);
      for (const statement of unused) warn(scope, 'nothingAccepted', statement);
      return [...told(scope, violationTexts(left), proven), ...(problem === undefined ? [] : [problem])];
    },
  });
  attachCustomSynthesis(scope, {
    onSynthesize: ({ outdir }) => {
      // A synthesis may be told to validate nothing.
      const written = report ?? accessReport(provenAccess(scope, proven).policies);
      writeFileSync(path.join(outdir, accessFileName(Stack.of(scope))), accessJson(written));
    },
  });
}

function told(scope: Construct, texts: readonly string[], { lake }: ProvenLake): readonly string[] {
  if (lake.proof.onFailure === ProofFailureAction.FAIL) return texts;
  for (const text of texts) warn(scope, 'notProven', text);
  return [];
}

function warn(scope: Construct, kind: string, text: string): void {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  Annotations.of(scope).addWarningV2(`cdk-quilt-athena:${kind}:${digest}`, text);
}
