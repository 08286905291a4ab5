// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables and Fn::Sub are written so
import { listOf, type NamedPolicy, type StatementElement } from '../../lib/prover/policy/policy-document';
import type { LakePolicies } from '../../lib/prover/proof/lake-policies';

/** One change to one statement, and what it is. */
export interface Mutation {
  readonly what: string;
  /** The role whose policies it changes. */
  readonly role?: string;
  readonly policies: LakePolicies;
}

type Change = readonly [what: string, changed: StatementElement | undefined];
type Changes = (statement: StatementElement) => Change[];

const without = <T>(list: readonly T[], i: number): T[] => list.filter((_, j) => j !== i);
const withAt = <T>(list: readonly T[], i: number, value: T): T[] => list.map((each, j) => (j === i ? value : each));

const removed: Changes = () => [['removed', undefined]];
const turned: Changes = (s) => [['turned round', { ...s, Effect: s.Effect === 'Allow' ? 'Deny' : 'Allow' }]];

const fewerActions: Changes = (s) => {
  const actions = listOf(s.Action);
  return actions.length < 2
    ? []
    : actions.map((action, i) => [`without ${action}`, { ...s, Action: without(actions, i) }]);
};

const moreActions: Changes = (s) =>
  ['s3:DeleteObjectVersion', 'glue:UpdateTable', 'athena:UpdateWorkGroup', 'iam:PassRole', 's3:Get*', '*'].map(
    (action) => [`with ${action}`, { ...s, Action: [...listOf(s.Action), action] }],
  );

const allOtherActions: Changes = ({ Action, ...s }) => [['about all other actions', { ...s, NotAction: Action }]];
const allOtherResources: Changes = ({ Resource, ...s }) => [
  ['about all other resources', { ...s, NotResource: Resource }],
];

const fewerResources: Changes = (s) => {
  const resources = listOf(s.Resource);
  return resources.length < 2
    ? []
    : resources.map((r, i) => [`without ${r}`, { ...s, Resource: without(resources, i) }]);
};

/** Each resource, one step wider, or another one in its place. */
const OTHER_RESOURCES: readonly (readonly [what: string, change: (resource: string) => string])[] = [
  ['everything', () => '*'],
  ['all of its kind', (r) => r.replace(/[^:/]+(\/\*)?$/, '*')],
  ['without the closing slash', (r) => r.replace(/\/\*$/, '*')],
  ['without the underscore', (r) => r.replace(/_\*$/, '*')],
  ['in every Region', (r) => r.replace(':us-east-1:', ':*:')],
  ['in every account', (r) => r.replace(':123456789012:', ':*:')],
  ['of the curator', (r) => r.replace(/(athena-results\/|spill\/|QuiltUserAthena-sales-prod-)[^/*]+/, '$1curator')],
  ['of all roles', (r) => r.replace(/(athena-results\/|spill\/|QuiltUserAthena-sales-prod-)[^/*]+\/?/, '$1')],
  ['of another bucket', (r) => r.replace(/sales-(raw|vault)/, 'sales-other')],
  ['of another database', (r) => r.replace(/(database|table)\/[^/]+/, '$1/payroll')],
  ['of a variable', (r) => r.replace(/[^:/]+$/, '${aws:PrincipalTag/team}')],
];

const otherResources: Changes = (s) =>
  listOf(s.Resource).flatMap((resource, i) =>
    OTHER_RESOURCES.flatMap(([what, change]): Change[] => {
      const changed = change(resource);
      if (changed === resource || listOf(s.Resource).includes(changed)) return [];
      return [[`${resource} ${what}`, { ...s, Resource: withAt(listOf(s.Resource), i, changed) }]];
    }),
  );

/** Each condition gone, under another operator, or with another value. */
const otherConditions: Changes = (s) =>
  Object.entries(s.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => {
      const others = { ...s.Condition };
      const rest = Object.fromEntries(Object.entries(keys).filter(([name]) => name !== key));
      if (Object.keys(rest).length > 0) others[operator] = rest;
      else delete others[operator];
      const replaced = (name: string, value: typeof values) => ({
        ...s,
        Condition: { ...others, [name]: { ...others[name], [key]: value } },
      });
      const plain = operator.replace(/^For\w+:/, '');
      const made: Change[] = [
        [`without ${key}`, { ...s, Condition: others }],
        [
          `${key} negated`,
          replaced(
            operator.replace(/String(Not)?/, (_, not) => (not ? 'String' : 'StringNot')),
            values,
          ),
        ],
        [`${key} if it exists`, replaced(`ForAllValues:${plain}`, values)],
        [`${key} of anything`, replaced(operator.replace(/Equals$/, 'Like'), '*')],
        [`${key} of something else`, replaced(operator, 'dynamodb.amazonaws.com')],
      ];
      return made;
    }),
  );

/** Every change to every statement of a lake's roles. */
export function roleMutations(policies: LakePolicies): Mutation[] {
  const changes = [
    removed,
    turned,
    fewerActions,
    moreActions,
    allOtherActions,
    allOtherResources,
    fewerResources,
    otherResources,
    otherConditions,
  ];
  return [...policies.roles].flatMap(([role, own]) =>
    changed(own.identity, changes).map(({ what, policies: identity }) => ({
      what: `${role}: ${what}`,
      role,
      policies: { ...policies, roles: new Map(policies.roles).set(role, { ...own, identity }) },
    })),
  );
}

/** Changes to the results bucket's policy after which it denies less. */
export function resultsMutations(policies: LakePolicies): Mutation[] {
  const changes = [removed, turned, fewerActions, narrowed, weakerConditions];
  return changed(policies.results, changes).map(({ what, policies: results }) => ({
    what,
    policies: { ...policies, results },
  }));
}

const narrowed: Changes = (s) =>
  s.Resource === undefined
    ? [['but for another bucket', { ...s, NotResource: [...listOf(s.NotResource), 'arn:aws:s3:::*'] }]]
    : [['about one object', { ...s, Resource: listOf(s.Resource).map((r) => r.replace(/\*$/, 'one')) }]];

/** Each condition of a Deny asks for more. */
const weakerConditions: Changes = (s) =>
  Object.entries(s.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]): Change[] => {
      const { [operator]: _, ...others } = s.Condition ?? {};
      const { [key]: __, ...rest } = keys;
      const kept = Object.keys(rest).length > 0 ? { ...others, [operator]: rest } : others;
      const replaced = (name: string, value: typeof values) => ({
        ...s,
        Condition: { ...kept, [name]: { ...kept[name], [key]: value } },
      });
      const more = operator.includes('Not')
        ? key === 'aws:PrincipalArn'
          ? 'arn:*:*:*:*:*'
          : '*'
        : 'arn:aws:iam::123456789012:role/nobody';
      const anyValue: Change = [
        `${key} for any value`,
        replaced(operator.replace('ForAllValues', 'ForAnyValue'), values),
      ];
      const like = operator.replace('StringNotEquals', 'StringNotLike');
      return [
        ...(operator.startsWith('For') ? [anyValue] : []),
        [`${key} other than anything`, replaced(like, operator === 'Bool' ? 'true' : more)],
      ];
    }),
  );

function changed(
  list: readonly NamedPolicy[],
  changes: readonly Changes[],
): { what: string; policies: NamedPolicy[] }[] {
  return list.flatMap((policy, p) => {
    const statements = listOf(policy.document.Statement);
    return statements.flatMap((statement, i) =>
      changes
        .flatMap((change) => change(statement))
        .map(([what, made]) => ({
          what: `${statement.Sid} ${what}`,
          policies: withAt(list, p, {
            ...policy,
            document: { ...policy.document, Statement: made ? withAt(statements, i, made) : without(statements, i) },
          }),
        })),
    );
  });
}
