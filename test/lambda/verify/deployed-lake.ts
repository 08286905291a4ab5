import type { PermissionEntry } from '../../../lambda/grants/lake-formation-form';
import type { CheckPorts } from '../../../lambda/verify/ports';
import { evaluate } from '../../../lib/prover/policy/evaluate';
import type { NamedPolicy } from '../../../lib/prover/policy/policy-document';
import { requestContext } from '../../../lib/prover/policy/request';
import { StatementIndex } from '../../../lib/prover/policy/statement-index';
import { type DeployedNames, filled } from '../../../lib/verification/deployed-names';
import type { QueryEnd } from '../../../lib/verification/judge-query';
import type { FoundWorkgroup } from '../../../lib/verification/judge-workgroup';
import type { VerificationPlan } from '../../../lib/verification/verification-plan';
import { readVerificationPlan, writeVerificationPlan } from '../../../lib/verification/verification-plan-text';
import { lakeStack } from '../../support/lake-stack';
import { ACCOUNT, REGION, resolvedTemplate } from '../../support/resolved-template';
import { policiesOf } from '../../support/simulated-role';
import { CONFIG, KEY, planOf } from '../../verification/a-lake';

export const STACK_ID = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/sales-prod/11112222`;

/** A synthesized lake as an account would have it: its policies are the real ones, evaluated as IAM evaluates them. */
export class DeployedLake {
  public readonly names: DeployedNames;
  public readonly plan: VerificationPlan;
  public readonly policies = new Map<string, NamedPolicy[]>();
  public readonly ended = new Map<string, QueryEnd>();
  public readonly asked: string[] = [];
  public refusesToAssume?: Error;
  public missingContext: string[] = [];
  public grants: PermissionEntry[] = [];
  public seesEverything = true;
  /** How workgroups differ from what is declared. */
  public workgroup: Partial<FoundWorkgroup> = {};

  constructor(config = CONFIG) {
    const { quilt, stack } = lakeStack(config);
    const template = resolvedTemplate(stack, { 'AWS::StackId': STACK_ID });
    const roles: Record<string, string> = {};
    for (const { name } of config.roles) {
      const { role } = quilt.queryRole(String(name));
      const id = String(role && stack.resolve(role.roleName).Ref);
      roles[String(name)] = `arn:aws:iam::${ACCOUNT}:role/${id}`;
      this.policies.set(
        roles[String(name)],
        policiesOf(template, id).map((each) => ({ name: each.name, document: each.policy as NamedPolicy['document'] })),
      );
    }
    this.names = {
      partition: 'aws',
      region: REGION,
      account: ACCOUNT,
      urlSuffix: 'amazonaws.com',
      resultsBucket: String(stack.resolve(quilt.results.bucket.bucketName).Ref).toLowerCase(),
      roles,
      keys: { 'sales-raw': KEY },
    };
    this.plan = readVerificationPlan(filled(writeVerificationPlan(planOf(config)), this.names));
  }

  public get ports(): CheckPorts {
    const views = this.plan.views.flatMap((view) => [view, ...view.bases]);
    return {
      roles: {
        simulate: async (roleArn, { actions, resources, context }) => {
          const identity = new StatementIndex(this.policies.get(roleArn) ?? []);
          const account = { 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalArn': roleArn };
          return actions.flatMap((action) =>
            resources.map((resource) => {
              const request = {
                principal: roleArn,
                action,
                resource,
                context: requestContext({ ...context, ...account }),
              };
              // Unlike IAM itself the simulator does not ask a key's own policy.
              const allowed = identity.allowing(request, action.toLowerCase()) && !identity.denying(request, action);
              const decision = allowed ? 'allowed' : evaluate(request, { identity }).decision;
              return { action, resource, decision, missingContext: this.missingContext, statements: [] };
            }),
          );
        },
        trustOf: async () => '{}',
      },
      lakeFormation: {
        permissionsOf: async (principal) =>
          this.grants.filter((each) => each.Principal?.DataLakePrincipalIdentifier === principal),
        effective: async () => [],
        settings: async () => ({ administrators: [], newTablesLeftToIam: false }),
        locations: async () => [],
        optIns: async () => [],
        seesEverything: async () => this.seesEverything,
      },
      tables: {
        find: async () => 'found',
        tablesOf: async (database) => views.filter((each) => each.database === database),
      },
      workgroups: {
        find: async (name) => {
          const role = this.plan.roles.find(({ workgroup }) => workgroup === name);
          return role && { enabled: true, enforced: true, outputLocation: role.results, ...this.workgroup };
        },
      },
      sessions: {
        assume: async (roleArn) => {
          if (this.refusesToAssume) throw this.refusesToAssume;
          return { run: async (sql) => this.run(roleArn, sql) };
        },
      },
      log: () => {},
    };
  }

  private run(roleArn: string, sql: string): QueryEnd {
    this.asked.push(sql);
    const ended = this.ended.get(sql);
    if (ended) return ended;
    const role = this.plan.roles.find((each) => this.names.roles[each.role] === roleArn);
    const query = role?.queries.find((each) => sql.endsWith(each.sql));
    if (query?.expected === 'allowed') return { state: 'SUCCEEDED' };
    const resource = `arn:aws:glue:${REGION}:${ACCOUNT}:table/${query?.about?.database}/${query?.about?.table}`;
    return {
      state: 'FAILED',
      message: `User: ${roleArn} is not authorized to perform: glue:GetTable on resource: ${resource} because no identity-based policy allows the glue:GetTable action (Service: AmazonDataCatalog)`,
    };
  }
}

/** An error as the SDK throws it. */
export function awsError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: {} });
}
