import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Lake } from '../../model/lake';
import { OPEN_QUERY } from '../../model/names';
import { declaredLake } from '../../prover/proof/declared-lake';
import { type LakePolicies, lakePolicies, type RoleInTemplate } from '../../prover/proof/lake-policies';
import { prove } from '../../prover/proof/prove';
import type { Violation } from '../../prover/proof/violation';
import { policiesIn } from '../../prover/template/template-policies';
import type { ResultsBucket } from '../../query/results-bucket';
import type { OpenQuery } from '../../tabulator/open-query';
import type { TabulatorConnector } from '../../tabulator/tabulator-connector';
import type { QueryRole } from '../query-role';
import { CanonicalLake } from './canonical-lake';
import { declaredObjects } from './declared-objects';
import { type LogicalIds, qualifiedId, synthesizedTree } from './synthesized-tree';

/** What of a synthesized lake is proven. */
export interface ProvenLake {
  readonly lake: Lake;
  readonly results: ResultsBucket;
  readonly queryRole: (name: string) => QueryRole;
  /** The connector that the stack makes, if it does. */
  readonly tabulator?: TabulatorConnector;
  readonly openQuery?: OpenQuery;
}

/** What was found of a lake's synthesized policies. */
export interface Proof {
  readonly policies: LakePolicies;
  readonly violations: readonly Violation[];
}

/** Proves that the policies a stack will be written with give each role of its lake what was declared, and nothing else. */
export function provenAccess(scope: Construct, { lake, results, queryRole, tabulator, openQuery }: ProvenLake): Proof {
  const stack = Stack.of(scope);
  const root = topOf(stack);
  const ids: LogicalIds = new Map();
  const tree = synthesizedTree(root, ids);
  const canonical = new CanonicalLake(root, stack, tree, lake);
  const { aws } = canonical;
  const resultsBucket = canonical.resolved(results.bucket.bucketName);
  const inTemplate = lake.roles.map(({ name }): RoleInTemplate => {
    const { role, policies } = queryRole(name);
    return {
      name,
      roleName: role && canonical.resolved(role.roleName),
      policies: policies.map((policy) => qualifiedId(policy, root, ids)),
    };
  });
  if (openQuery) inTemplate.push({ name: OPEN_QUERY, policies: [qualifiedId(openQuery.policy, root, ids)] });
  const roleArn = (name: string) => {
    const { role } = queryRole(name);
    return role && canonical.resolved(role.roleArn);
  };
  const policies = lakePolicies(policiesIn(tree, canonical.values), inTemplate, resultsBucket);
  const declared = declaredLake(canonical.lake, {
    aws,
    resultsBucket,
    roleArn,
    tabulator: connectorNames(canonical, tabulator),
    objects: declaredObjects(canonical.lake),
  });
  return { policies, violations: prove(declared, policies) };
}

function connectorNames(canonical: CanonicalLake, connector: TabulatorConnector | undefined) {
  const { existing } = canonical.lake.tabulator ?? {};
  if (existing) return { ...existing, spillBucket: canonical.resolved(existing.spillBucket) };
  return (
    connector && {
      functionArn: canonical.resolved(connector.handler.functionArn),
      spillBucket: canonical.resolved(connector.spill.bucket.bucketName),
    }
  );
}

/** The stack that is deployed, of one that may be nested in it. */
export function topOf(stack: Stack): Stack {
  return stack.nestedStackParent ? topOf(stack.nestedStackParent) : stack;
}
