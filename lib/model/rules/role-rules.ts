import { CLIENT_PRESETS } from '../../authorization/client-presets';
import { policyArnProblem, principalArnProblem, roleArnProblem } from '../arn';
import { ObjectAccess, type RoleConfig } from '../lake-config';
import { unknownValue } from '../unknown-value';
import { quote, type Rule, repeated } from './rule';

const ALL_BUCKETS = '*';
/** So many wrong names are no slips of the pen; looking each up among a thousand buckets would take minutes. */
const SUGGESTIONS = 20;
const CLIENTS = CLIENT_PRESETS.map((preset) => preset.name);

const isNew = (role: RoleConfig) => role.arn === undefined && !role.existing && !role.quiltManaged;

const accessedBucketsAreDeclared: Rule = function* ({ config }) {
  const declared = config.buckets.map((bucket) => bucket.name);
  const known = new Set([...declared, ALL_BUCKETS]);
  const messages = new Map<string, string>();
  const messageFor = (bucket: string) => {
    const told = { knownAs: 'declared', suggest: messages.size < SUGGESTIONS };
    const message = messages.get(bucket) ?? unknownValue('bucket', bucket, declared, told);
    messages.set(bucket, message);
    return message;
  };
  for (const [i, role] of config.roles.entries()) {
    for (const key of ['read', 'write'] as const) {
      for (const [j, bucket] of (role[key] ?? []).entries()) {
        if (known.has(bucket)) continue;
        yield { path: ['roles', i, key, j], message: messageFor(bucket) };
      }
    }
  }
};

const clientsAreKnown: Rule = function* ({ config }) {
  for (const [i, role] of config.roles.entries()) {
    for (const [j, client] of (role.clients ?? []).entries()) {
      if (CLIENTS.includes(client)) continue;
      yield { path: ['roles', i, 'clients', j], message: unknownValue('client', client, CLIENTS) };
    }
  }
};

/** Pushing a package writes objects with the role's own credentials; no query can. */
const writersReachObjects: Rule = function* ({ config }) {
  for (const [i, { objects, write = [] }] of config.roles.entries()) {
    if (objects !== ObjectAccess.QUERY || write.length === 0) continue;
    yield {
      path: ['roles', i, 'objects'],
      message: `a role that writes must reach objects directly, found objects "query" with write ${quote(write)}; write objects: direct, or leave out write`,
    };
  }
};

const roleArnsAreRoles: Rule = function* ({ config }) {
  for (const [i, { arn }] of config.roles.entries()) {
    const problem = arn === undefined ? undefined : roleArnProblem(arn);
    if (problem) yield { path: ['roles', i, 'arn'], message: problem };
  }
};

/** Roles that Quilt manages may be one IAM role, told apart by session policies; policies of others would add up. */
const roleArnsDiffer: Rule = function* ({ config }) {
  const withArn = [...config.roles.entries()].filter(([, role]) => role.arn !== undefined && !role.quiltManaged);
  for (const [n, first] of repeated(withArn, ([, role]) => role.arn ?? '')) {
    const [i, role] = withArn[n];
    yield {
      path: ['roles', i, 'arn'],
      message: `an IAM role must be declared once because its policies add up, found ${quote(role.arn)} at roles[${withArn[first][0]}] too; put its buckets into one role`,
    };
  }
};

const roleOriginIsOne: Rule = function* ({ config }) {
  for (const [i, role] of config.roles.entries()) {
    if (!role.existing) continue;
    if (role.quiltManaged) {
      yield {
        path: ['roles', i, 'existing'],
        message:
          'a role is either existing or quiltManaged, found both; leave out existing where Quilt attaches the policies',
      };
    } else if (role.arn !== undefined) {
      yield {
        path: ['roles', i, 'existing'],
        message: `existing is for a role known by name alone, found arn ${quote(role.arn)} beside it; leave out existing`,
      };
    }
  }
};

/** The results bucket's policy names who may read without Athena, and policies alone do not tell the role. */
const directResultsNameTheRole: Rule = function* ({ config }) {
  for (const [i, role] of config.roles.entries()) {
    const j = role.clients?.indexOf('directResults') ?? -1;
    if (j < 0 || !role.quiltManaged || role.arn !== undefined) continue;
    yield {
      path: ['roles', i, 'clients', j],
      message:
        "the client directResults must know the role because the results bucket's policy names it, " +
        'found quiltManaged without arn; write the arn of the IAM role that Quilt assumes',
    };
  }
};

const onlyNewRolesAreConfigured: Rule = function* ({ config }) {
  for (const [i, role] of config.roles.entries()) {
    if (isNew(role)) continue;
    const origin = role.quiltManaged ? 'quiltManaged' : role.arn === undefined ? 'existing' : 'arn';
    for (const key of ['trustedPrincipals', 'permissionsBoundary'] as const) {
      if (role[key] === undefined) continue;
      yield {
        path: ['roles', i, key],
        message: `${key} is for new roles, found it beside ${origin}; leave it out, as nothing but policies is added to a role that exists`,
      };
    }
  }
};

const trustIsInPrincipals: Rule = function* ({ config }) {
  for (const [i, role] of config.roles.entries()) {
    for (const [j, arn] of (role.trustedPrincipals ?? []).entries()) {
      const problem = principalArnProblem(arn);
      if (problem) yield { path: ['roles', i, 'trustedPrincipals', j], message: problem };
    }
  }
};

const boundariesArePolicies: Rule = function* ({ config }) {
  for (const [i, { permissionsBoundary }] of config.roles.entries()) {
    const problem = permissionsBoundary === undefined ? undefined : policyArnProblem(permissionsBoundary);
    if (problem) yield { path: ['roles', i, 'permissionsBoundary'], message: problem };
  }
};

/** What declared roles must meet, beside their names. A role that reads nothing is fine: it can list databases. */
export const ROLE_RULES: readonly Rule[] = [
  accessedBucketsAreDeclared,
  clientsAreKnown,
  writersReachObjects,
  roleArnsAreRoles,
  roleArnsDiffer,
  roleOriginIsOne,
  directResultsNameTheRole,
  onlyNewRolesAreConfigured,
  trustIsInPrincipals,
  boundariesArePolicies,
];
