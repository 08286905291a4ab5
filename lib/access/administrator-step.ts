/** The calls of Lake Formation that only an administrator makes, by the names the AWS CLI has for them. */
export type AdministratorOperation =
  | 'grant-permissions'
  | 'revoke-permissions'
  | 'register-resource'
  | 'create-lake-formation-opt-in'
  | 'delete-lake-formation-opt-in';

/** Something the library never does by itself: it tells an administrator the literal call. */
export interface AdministratorStep {
  readonly operation: AdministratorOperation;
  /** The request, as the API spells it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What it is good for, as the end of a sentence. */
  readonly why: string;
}

/** A database, or a table in it. */
export interface CatalogObject {
  readonly database: string;
  readonly table?: string;
}

const principal = (identifier: string) => ({ DataLakePrincipalIdentifier: identifier });

/** A database or table in the form that Lake Formation's requests have. */
export function resourceOf({ database, table }: CatalogObject) {
  return table === undefined ? { Database: { Name: database } } : { Table: { DatabaseName: database, Name: table } };
}

/**
 * The authority of the grants role over one database: to grant what it holds itself, on the database and on the tables
 * that are or will be in it.
 */
export function authoritySteps(grantsRole: string, database: string): AdministratorStep[] {
  const everything = { Permissions: ['ALL'], PermissionsWithGrantOption: ['ALL'] };
  return [
    {
      operation: 'grant-permissions',
      input: { Principal: principal(grantsRole), Resource: resourceOf({ database }), ...everything },
      why: `the grants role can grant on the database ${database}`,
    },
    {
      operation: 'grant-permissions',
      input: {
        Principal: principal(grantsRole),
        Resource: { Table: { DatabaseName: database, TableWildcard: {} } },
        ...everything,
      },
      why: `the grants role can grant on the tables and views of ${database}`,
    },
  ];
}

/** Athena describes the database `default` for every query; it is nobody's, so more than that is not asked for. */
export function defaultDatabaseStep(grantsRole: string): AdministratorStep {
  return {
    operation: 'grant-permissions',
    input: {
      Principal: principal(grantsRole),
      Resource: resourceOf({ database: 'default' }),
      Permissions: ['DESCRIBE'],
      PermissionsWithGrantOption: ['DESCRIBE'],
    },
    why: 'the grants role can grant DESCRIBE on the database default, which Athena asks for',
  };
}

/** Lake Formation has no say over an object as long as this group has Super on it. */
export function governStep(object: CatalogObject): AdministratorStep {
  return {
    operation: 'revoke-permissions',
    input: {
      Principal: principal('IAM_ALLOWED_PRINCIPALS'),
      Resource: resourceOf(object),
      Permissions: ['ALL'],
    },
    why: `Lake Formation governs ${object.table ? `${object.database}.${object.table}` : object.database}`,
  };
}

/** Makes Lake Formation hand out credentials for a location (`s3://bucket/prefix/`). */
export function registerStep(location: string, hybrid: boolean, partition = 'aws'): AdministratorStep {
  const path = location.replace(/^s3:\/\//, '').replace(/\/$/, '');
  return {
    operation: 'register-resource',
    input: {
      ResourceArn: `arn:${partition}:s3:::${path}`,
      UseServiceLinkedRole: true,
      ...(hybrid ? { HybridAccessEnabled: true } : {}),
    },
    why: `Lake Formation serves ${location}`,
  };
}

/** In the hybrid regime only principals that are opted in are subject to Lake Formation. */
export function optInStep(role: string, object: CatalogObject): AdministratorStep {
  return {
    operation: 'create-lake-formation-opt-in',
    input: { Principal: principal(role), Resource: resourceOf(object) },
    why: `${role} is subject to Lake Formation on ${object.table ? `${object.database}.${object.table}` : object.database}`,
  };
}

const OPPOSITES: Partial<Record<AdministratorOperation, AdministratorOperation>> = {
  'grant-permissions': 'revoke-permissions',
  'create-lake-formation-opt-in': 'delete-lake-formation-opt-in',
};

/** What undoes a step; nothing for those that others may have come to rely on. */
export function undoing(step: AdministratorStep): AdministratorStep | undefined {
  const operation = OPPOSITES[step.operation];
  return operation && { ...step, operation, why: `no longer: ${step.why}` };
}

/** The step as a command of the AWS CLI, to be pasted into a POSIX shell. */
export function commandOf({ operation, input }: AdministratorStep): string {
  const options = Object.entries(input).map(([name, value]) => {
    const option = `--${name.replace(/(?<=.)([A-Z])/g, '-$1').toLowerCase()}`;
    if (value === true) return option;
    const words = Array.isArray(value)
      ? value.map(String)
      : [typeof value === 'string' ? value : JSON.stringify(value)];
    return [option, ...words.map(quoted)].join(' ');
  });
  return ['aws lakeformation', operation, ...options].join(' ');
}

const quoted = (word: string) => (/^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
