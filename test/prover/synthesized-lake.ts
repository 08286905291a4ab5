import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, type CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import { lakeFrom } from '../../lib/model/lake';
import type { LakeConfig } from '../../lib/model/lake-config';
import { OPEN_QUERY } from '../../lib/model/names';
import { type DeclaredLake, declaredLake } from '../../lib/prover/proof/declared-lake';
import { type LakePolicies, lakePolicies, type RoleInTemplate } from '../../lib/prover/proof/lake-policies';
import { CANONICAL } from '../../lib/prover/template/canonical-environment';
import { CanonicalValues } from '../../lib/prover/template/canonical-values';
import { templateTree } from '../../lib/prover/template/template';
import { templatePolicies } from '../../lib/prover/template/template-policies';
import { QuiltAthena } from '../../lib/quilt-athena';
import type { OpenQuery } from '../../lib/tabulator/open-query';

/** A lake as declared, and the policies of its written templates. */
export interface SynthesizedLake {
  readonly lake: DeclaredLake;
  readonly policies: LakePolicies;
}

/** Synthesizes a lake whose account and Region nobody knows yet, and reads the templates back from the files. */
export function synthesizedLake(config: LakeConfig, context: Record<string, unknown> = {}): SynthesizedLake {
  const app = new App({ context });
  const stack = new Stack(app, 'sales-prod');
  const quilt = new QuiltAthena(stack, 'QuiltAthena', config);
  const { directory } = app.synth();
  const open = (file: string): object => JSON.parse(readFileSync(path.join(directory, file), 'utf8'));
  const nested = new Map(
    stack.node
      .findAll()
      .filter((c): c is NestedStack => NestedStack.isNestedStack(c))
      .map((c) => [idOf(c.nestedStackResource as CfnResource, stack), c.templateFile]),
  );
  const tree = templateTree(open('sales-prod.template.json'), (id) => open(nested.get(id) as string));
  const values = new CanonicalValues(tree, CANONICAL, {}, 'sales-prod');
  const resolved = (token: string | undefined) =>
    token === undefined ? undefined : String(values.resolved(stack.resolve(token)));

  const model = lakeFrom('sales-prod', config);
  const results = resolved(quilt.results.bucket.bucketName) as string;
  const roles = model.roles.map(({ name }): RoleInTemplate => {
    const access = quilt.queryRole(name);
    return { name, roleName: resolved(access.role?.roleName), policies: access.policies.map((p) => idOf(p, stack)) };
  });
  const openQuery = quilt.node.tryFindChild('TabulatorOpenQuery') as OpenQuery | undefined;
  if (openQuery) roles.push({ name: OPEN_QUERY, policies: [idOf(openQuery.policy, stack)] });
  const lake = declaredLake(model, {
    aws: CANONICAL,
    resultsBucket: results,
    roleArn: (name) => resolved(quilt.queryRole(name).role?.roleArn),
    tabulator: quilt.tabulator && {
      functionArn: resolved(quilt.tabulator.handler.functionArn) as string,
      spillBucket: resolved(quilt.tabulator.spill.bucket.bucketName) as string,
    },
  });
  return { lake, policies: lakePolicies(templatePolicies(tree, CANONICAL, 'sales-prod'), roles, results) };
}

/** A logical id; in a nested stack, after that of the stack and a dot. */
function idOf(element: { readonly logicalId: string; readonly stack: Stack }, root: Stack): string {
  const id: string = element.stack.resolve(element.logicalId);
  const { nestedStackResource: nested } = element.stack;
  return nested ? `${root.resolve(nested.logicalId)}.${id}` : id;
}
