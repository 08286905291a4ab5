import { ArnFormat, Aws, type IResource, RemovalPolicy, Resource, Token } from 'aws-cdk-lib';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import { QuiltAthenaValidationError } from '../model/validation-error';
import { checkGlueName } from './glue-name';

/** A database of Athena, which is one of the Glue catalog. */
export interface IAthenaDatabase extends IResource {
  /**
   * Name of the database.
   *
   * @attribute
   */
  readonly databaseName: string;

  /**
   * ARN of the database.
   *
   * @attribute
   */
  readonly databaseArn: string;

  /**
   * ARN of the Glue catalog it is in: whoever may use the database must be allowed the same on its catalog.
   *
   * @attribute
   */
  readonly catalogArn: string;
}

/** Properties of an `AthenaDatabase`. */
export interface AthenaDatabaseProps {
  /**
   * Name of the database: lower-case letters, digits, `_` and `-`. With a `-` it must be quoted in every query.
   *
   * Renaming means a new database; the old one and its tables are retained.
   */
  readonly databaseName: string;

  /**
   * What the database holds.
   *
   * @default - no description
   */
  readonly description?: string;
}

abstract class AthenaDatabaseBase extends Resource implements IAthenaDatabase {
  public abstract readonly databaseName: string;

  /** ARN of the database. */
  public get databaseArn(): string {
    return this.stack.formatArn({ service: 'glue', resource: 'database', resourceName: this.databaseName });
  }

  /** ARN of the Glue catalog that the database is in. */
  public get catalogArn(): string {
    return this.stack.formatArn({ service: 'glue', resource: 'catalog', arnFormat: ArnFormat.NO_RESOURCE_NAME });
  }
}

/**
 * A database for a lake's tables and views. It outlives its stack: deleting or replacing it never deletes tables.
 *
 * @example
 * const database = new AthenaDatabase(this, 'Database', {
 *   databaseName: 'sales_lake',
 *   description: 'Packages of the sales team',
 * });
 */
export class AthenaDatabase extends AthenaDatabaseBase {
  /**
   * A database that exists, for example a Quilt stack's `UserAthenaDatabaseName`. It is never changed or deleted.
   *
   * @param scope parent of the construct
   * @param id id of the construct
   * @param databaseName name of the database, in lower case
   */
  public static fromDatabaseName(scope: Construct, id: string, databaseName: string): IAthenaDatabase {
    class Import extends AthenaDatabaseBase {
      public readonly databaseName = databaseName;
    }
    const imported = new Import(scope, id);
    if (!Token.isUnresolved(databaseName)) {
      checkGlueName('a database name', databaseName, imported.node.path);
    }
    return imported;
  }

  /** Name of the database. */
  public readonly databaseName: string;

  constructor(scope: Construct, id: string, props: AthenaDatabaseProps) {
    super(scope, id, { physicalName: props.databaseName });
    checkOwnName(props.databaseName, this.node.path);
    this.databaseName = props.databaseName;
    // An explicit name: with a generated one, Lake Formation settings cannot be changed later (quiltdata/benchling-webhook:spec/2026-04-11-iac-integrated).
    const database = new CfnDatabase(this, 'Resource', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: props.databaseName, description: props.description },
    });
    // Not RETAIN, which keeps it even when its own first deployment is rolled back: the next one would find its name taken.
    database.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}

/** Names that mean something else to Athena. */
const TAKEN = ['default', 'information_schema'];

function checkOwnName(name: string, place: string): void {
  checkGlueName('a database name', name, place);
  const found = `found ${JSON.stringify(name)}`;
  if (!/^[a-z0-9_-]+$/.test(name)) {
    const fix = 'replace the other characters by "_"';
    throw new QuiltAthenaValidationError(`a database name has letters, digits, "_" and "-", ${found}: ${fix}`, place);
  }
  if (TAKEN.includes(name)) {
    const fix = 'choose another, or import it with AthenaDatabase.fromDatabaseName';
    throw new QuiltAthenaValidationError(`a stack must not own the database of that name, ${found}: ${fix}`, place);
  }
}
