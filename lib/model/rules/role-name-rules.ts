import { roleNameOf } from '../lake';
import { OPEN_QUERY, pascalCase, pathSafe, resultsPrefix, WORKGROUP_NAME_LIMIT, workgroupName } from '../names';
import { quote, type Rule, repeated } from './rule';

/** IAM's limit. */
const ROLE_NAME_LIMIT = 64;

const rolesAreNamed: Rule = function* ({ config }) {
  for (const [i, role] of config.roles.entries()) {
    if (role.name === undefined && role.arn === undefined) {
      yield {
        path: ['roles', i],
        message: 'a role must have a name, or the arn of an existing IAM role, found neither; write one of them',
      };
    } else if (role.name === '') {
      yield { path: ['roles', i, 'name'], message: 'role name must not be empty, found ""; write one' };
    }
  }
};

const roleNamesSuitIam: Rule = function* ({ config }) {
  for (const [i, { name = '' }] of config.roles.entries()) {
    const problem = name === '' ? undefined : roleNameProblem(name);
    if (problem) yield { path: ['roles', i, 'name'], message: problem };
  }
};

function roleNameProblem(name: string): string | undefined {
  if (name.length > ROLE_NAME_LIMIT) {
    return `role name must have at most ${ROLE_NAME_LIMIT} characters, found ${name.length} in ${quote(name)}; shorten it`;
  }
  if (!/^[A-Za-z0-9_+=,.@-]+$/.test(name)) {
    return `role name may have only letters, digits and _+=,.@-, found ${quote(name)}; write ${quote(pathSafe(name))}`;
  }
  if (pascalCase(name) === '') {
    return `role name must have a letter or digit because outputs are named after it, found ${quote(name)}; add one`;
  }
  return undefined;
}

/** Two roles of one name would share a workgroup and each other's results; IAM does not tell capitals apart. */
const roleNamesDiffer: Rule = function* ({ config }) {
  const names = config.roles.map(roleNameOf);
  for (const [i, first] of repeated(names, (name) => name.toLowerCase())) {
    if (names[i] === '') continue;
    const rule =
      names[i] === names[first] ? 'role names must differ' : 'role names must differ in more than capitals, as in IAM';
    yield {
      path: ['roles', i],
      message: `${rule}, found ${quote(names[i])} and, at roles[${first}], ${quote(names[first])}; give one of them another name`,
    };
  }
};

/** A name made from a role's name, which no two roles may share. */
interface DerivedName {
  readonly of: (stackName: string, role: string) => string;
  readonly rule: string;
}

/** In this order: two roles with one results prefix have one workgroup too, which one message tells. */
const DERIVED_NAMES: readonly DerivedName[] = [
  { of: (_, role) => resultsPrefix(role), rule: 'two roles must not share a results prefix' },
  {
    of: workgroupName,
    rule: `two roles must not share a workgroup, whose name is cut at ${WORKGROUP_NAME_LIMIT} characters`,
  },
  { of: (_, role) => `RoleArn${pascalCase(role)}`, rule: 'two roles must not share a name of outputs' },
];

const derivedNamesDiffer: Rule = function* ({ stackName, config }) {
  // Roles without a name, and those that differ in nothing but capitals, are told about above.
  const names = [...config.roles.map(roleNameOf).entries()].filter(([, name]) => name !== '');
  const told = new Set<number>([...repeated(names, ([, name]) => name.toLowerCase())].map(([n]) => n));
  for (const { of, rule } of DERIVED_NAMES) {
    for (const [n, first] of repeated(names, ([, name]) => of(stackName, name))) {
      if (told.has(n)) continue;
      told.add(n);
      const [[i, name], [j, other]] = [names[n], names[first]];
      yield {
        path: ['roles', i],
        message: `${rule}, found ${quote(of(stackName, name))} for ${quote(name)} and, at roles[${j}], ${quote(other)}; give one of them another name`,
      };
    }
  }
};

const openQueryIsReserved: Rule = function* ({ config }) {
  for (const [i, role] of config.roles.entries()) {
    const name = roleNameOf(role);
    if (pathSafe(name).toLowerCase() !== OPEN_QUERY) continue;
    yield {
      path: ['roles', i],
      message: `role name ${quote(OPEN_QUERY)} is reserved for the results of Tabulator's open query, found ${quote(name)}; choose another name`,
    };
  }
};

/** What the names of declared roles must meet. */
export const ROLE_NAME_RULES: readonly Rule[] = [
  rolesAreNamed,
  roleNamesSuitIam,
  roleNamesDiffer,
  derivedNamesDiffer,
  openQueryIsReserved,
];
