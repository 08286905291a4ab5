import { policyDocument } from '../lib/authorization/policy-statement';
import { rolePolicies } from '../lib/authorization/role-policies';
import { lakeFrom } from '../lib/model/lake';
import type { NamedPolicy } from '../lib/prover/policy/policy-document';
import { type DeclaredLake, type DeclaredRole, declaredLake } from '../lib/prover/proof/declared-lake';
import type { LakePolicies, RolePolicySet } from '../lib/prover/proof/lake-policies';
import { prove } from '../lib/prover/proof/prove';
import { CANONICAL } from '../lib/prover/template/canonical-environment';
import { report } from './figure';
import { largeLake } from './large-lake';

const ROLES = 50;
const SIZES = [10, 100, 1000];
const RESULTS = 'bench-results';

/** Proof of 10, 100 and 1,000 buckets for 50 roles, each of which reads every bucket: at most 5 s, and linear. */
export function run(): void {
  const seconds = SIZES.map((buckets) => {
    const lake = declaredLake(lakeFrom('bench', largeLake(buckets, ROLES)), {
      aws: CANONICAL,
      resultsBucket: RESULTS,
      roleArn: () => undefined,
    });
    // The first proofs also compile the code, which is not what grows with a lake.
    for (let i = 0; i < 300 / buckets; i++) secondsOf(lake);
    const times = Array.from({ length: 5 }, () => secondsOf(lake)).sort((a, b) => a - b);
    const value = times[2];
    const limit = buckets === 1000 ? { limit: 5 } : {};
    report({
      figure: 'prover.time',
      at: { buckets, roles: ROLES, statements: statementsIn(policiesOf(lake)) },
      value,
      unit: 's (cpu)',
      ...limit,
      spread: [times[0], times[4]],
    });
    return value;
  });
  const perBucket = (from: number, to: number) => (seconds[to] - seconds[from]) / (SIZES[to] - SIZES[from]);
  report({
    figure: 'prover.growth',
    at: { from: '100–1000 buckets', over: '10–100 buckets' },
    value: perBucket(1, 2),
    unit: 's (cpu)/bucket',
    baseline: perBucket(0, 1),
    limit: 1.3,
  });
}

function secondsOf(lake: DeclaredLake): number {
  // Anew each time: what was compiled of a policy is remembered with it.
  const policies = policiesOf(lake);
  global.gc?.();
  const begin = process.cpuUsage();
  const violations = prove(lake, policies);
  const { user, system } = process.cpuUsage(begin);
  if (violations.length > 0) throw new Error(`a proof with violations is no figure: ${violations[0].message}`);
  return (user + system) / 1e6;
}

function policiesOf(lake: DeclaredLake): LakePolicies {
  return {
    roles: new Map(lake.roles.map((role) => [role.name, policySet(role)])),
    results: [closedBucket()],
    otherRoleArns: [],
  };
}

function policySet(role: DeclaredRole): RolePolicySet {
  const { query, data } = rolePolicies(role, CANONICAL, { besideQuilt: false });
  return {
    identity: [query, ...data].map(({ id, statements }) => ({ name: id, document: policyDocument(statements) })),
  };
}

function closedBucket(): NamedPolicy {
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Resource: [`arn:aws:s3:::${RESULTS}`, `arn:aws:s3:::${RESULTS}/*`],
  } as const;
  const callers = { 'aws:CalledVia': ['athena.amazonaws.com', 'cloudformation.amazonaws.com'] };
  return {
    name: 'Results',
    document: {
      Version: '2012-10-17',
      Statement: [
        { ...deny, Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        {
          ...deny,
          Action: ['s3:*MultipartUpload*', 's3:*Object*', 's3:ListBucket*'],
          Condition: { 'ForAllValues:StringNotEquals': callers },
        },
      ],
    },
  };
}

function statementsIn({ roles }: LakePolicies): number {
  const counts = [...roles.values()].flatMap(({ identity }) =>
    identity.map(({ document }) => [document.Statement].flat().length),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
