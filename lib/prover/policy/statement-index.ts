import { listOf, type NamedPolicy } from './policy-document';
import { hasVariables } from './policy-variables';
import type { AccessRequest, RequestContext } from './request';
import { type CompiledStatement, conditionsHold, identityStatements } from './statement';

/**
 * The statements of many policies, found by what they are about: a request touches a handful of a thousand.
 *
 * Plain ARNs are looked up, and so are those that end in their only wildcard, by each length there is of such.
 */
export class StatementIndex {
  public readonly statements: readonly CompiledStatement[];
  private readonly exact = new Map<string, CompiledStatement[]>();
  private readonly byStart = new Map<string, CompiledStatement[]>();
  private readonly lengths: readonly number[];
  private readonly rest: CompiledStatement[] = [];
  private readonly denials: readonly CompiledStatement[];

  constructor(policies: readonly NamedPolicy[]) {
    this.statements = policies.flatMap(identityStatements);
    this.denials = this.statements.filter((statement) => !statement.allows);
    for (const statement of this.statements) if (statement.allows) this.add(statement);
    this.lengths = [...new Set([...this.byStart.keys()].map((start) => start.length))];
  }

  /** Whether any of them is a Deny. */
  public get denies(): boolean {
    return this.denials.length > 0;
  }

  /** The statement that allows a request, if any. */
  public allowing(request: AccessRequest, action: string): CompiledStatement | undefined {
    const { resource } = request;
    const exact = firstOf(this.exact.get(resource), request, action);
    if (exact) return exact;
    for (const length of this.lengths) {
      const found = firstOf(this.byStart.get(resource.slice(0, length)), request, action);
      if (found) return found;
    }
    return this.rest.find((s) => s.matchesResource(resource, request.context) && applies(s, request, action));
  }

  /** Whether plain statements about a resource allow all of some actions, in lower case; a no may mean that others do. */
  public plainlyAllow(resource: string, actions: readonly string[], context: RequestContext): boolean {
    const found = [...(this.exact.get(resource) ?? [])];
    for (const length of this.lengths) found.push(...(this.byStart.get(resource.slice(0, length)) ?? []));
    const holding = found.filter((statement) => conditionsHold(statement, context));
    return actions.every((action) => holding.some((statement) => statement.matchesAction(action)));
  }

  /** The statement that denies a request, if any. */
  public denying(request: AccessRequest, action: string): CompiledStatement | undefined {
    return this.denials.find(
      (s) => s.matchesResource(request.resource, request.context) && applies(s, request, action),
    );
  }

  private add(statement: CompiledStatement): void {
    const { Resource: resources } = statement.source;
    const plain = listOf(resources).every((r) => r.startsWith('arn:') && !hasVariables(r) && /^[^*?]*\*?$/.test(r));
    if (resources === undefined || !plain) {
      this.rest.push(statement);
      return;
    }
    for (const resource of listOf(resources)) {
      const [map, key] = resource.endsWith('*') ? [this.byStart, resource.slice(0, -1)] : [this.exact, resource];
      const list = map.get(key);
      if (list) list.push(statement);
      else map.set(key, [statement]);
    }
  }
}

function applies(statement: CompiledStatement, request: AccessRequest, action: string): boolean {
  return statement.matchesAction(action) && conditionsHold(statement, request.context);
}

function firstOf(list: readonly CompiledStatement[] | undefined, request: AccessRequest, action: string) {
  if (list === undefined) return undefined;
  for (const statement of list) if (applies(statement, request, action)) return statement;
  return undefined;
}
