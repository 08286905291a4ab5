import type { Construct } from 'constructs';
import { violationTexts } from '../../prover/proof/violation-texts';
import { type ProvenLake, provenAccess } from './proven-access';

/** Lets a synthesis fail whose policies give a role less than was declared, or more. */
export function addProof(scope: Construct, proven: ProvenLake): void {
  scope.node.addValidation({ validate: () => violationTexts(provenAccess(scope, proven).violations) });
}
