import { runSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { evaluate } from '../../lib/prover/policy/evaluate';
import type { NamedPolicy, PlainPolicy } from '../../lib/prover/policy/policy-document';
import { requestContext } from '../../lib/prover/policy/request';
import { resourceStatements } from '../../lib/prover/policy/statement';
import { StatementIndex } from '../../lib/prover/policy/statement-index';
import { type GeneratedCase, generatedCase } from './generated-cases';

const RUNS = Number(process.env.PROVER_CASES ?? 10_000);

const named = (document: PlainPolicy, name = 'policy'): NamedPolicy => ({ name, document });
const index = (document: PlainPolicy | undefined) => document && new StatementIndex([named(document)]);

function ours({ identity, boundary, session, resourcePolicy, context, ...request }: GeneratedCase): string {
  return evaluate(
    { ...request, context: requestContext(context) },
    {
      identity: new StatementIndex(identity.map((document, i) => named(document, `identity${i}`))),
      boundary: index(boundary),
      session: index(session),
      resource: resourcePolicy && resourceStatements(named(resourcePolicy)),
    },
  ).decision;
}

const DECISIONS: Record<string, string> = {
  Allowed: 'allowed',
  ImplicitlyDenied: 'implicitDeny',
  ExplicitlyDenied: 'explicitDeny',
};

async function theirs({ identity, boundary, session, resourcePolicy, ...request }: GeneratedCase): Promise<string> {
  const answer = await runSimulation(
    {
      request: {
        principal: request.principal,
        action: request.action,
        resource: { resource: request.resource, accountId: request.resourceAccount },
        contextVariables: request.context,
      },
      identityPolicies: identity.map((policy, i) => ({ name: `identity${i}`, policy })),
      permissionBoundaryPolicies: boundary && [{ name: 'boundary', policy: boundary }],
      sessionPolicy: session,
      resourcePolicy,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    { simulationMode: 'Strict' },
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return DECISIONS[answer.overallResult];
}

test(`${RUNS} generated requests are answered as by an independent simulator`, async () => {
  const answers: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(generatedCase, async (each) => {
      const mine = ours(each);
      answers[mine] = (answers[mine] ?? 0) + 1;
      expect(mine).toBe(await theirs(each));
    }),
    { numRuns: RUNS, seed: Number(process.env.PROVER_SEED ?? 20260701) },
  );
  // No answer is so rare that agreeing on it means nothing.
  for (const answer of Object.values(DECISIONS)) expect([answer, answers[answer] > RUNS / 10]).toEqual([answer, true]);
}, 300_000);
