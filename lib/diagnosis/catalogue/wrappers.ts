import { ATHENA_GUIDE, IAM_GUIDE, LAKE_FORMATION_GUIDE, type WrapperEntry } from './entry';

/** Texts around the cause. */
export const WRAPPERS: readonly WrapperEntry[] = [
  {
    id: 'E02',
    pattern: /Failed analyzing stored view '?(?<view>[^':\n]{1,400})'?:?\s*(?<inner>.*)/is,
    alone: [
      {
        pattern: /./s,
        layer: 'glue',
        permission: null,
        evidence: 'inferred',
        cause:
          'a view could not be analyzed: something behind it is missing, or denied to the caller, whose rights a view runs with',
        fix: 'run the view’s own SELECT (SHOW CREATE VIEW) as the same role: it fails with the message of the table behind',
        document: `${ATHENA_GUIDE}views.html`,
      },
    ],
  },
  {
    id: 'E03',
    pattern: /DDLTask\b.{0,40}?MetaException\(message:\s*(?<inner>.*)/is,
    alone: [],
  },
  {
    id: 'E06',
    pattern: /Insufficient permissions to execute the query\.?\s*(?<inner>.*)/is,
    alone: [
      {
        pattern: /Principal does not have any privilege on specified resource/i,
        layer: 'lf',
        permission: true,
        evidence: 'production',
        cause: 'Lake Formation governs the object, and the role holds no grant on it at all',
        fix: 'an administrator of the data lake grants the role SELECT on the table, and DESCRIBE on its database',
        document: `${LAKE_FORMATION_GUIDE}lf-permissions-reference.html`,
      },
      {
        pattern: /Please migrate your Catalog/i,
        layer: 'athena',
        permission: false,
        evidence: 'production',
        cause: 'the account still has the Athena catalog of before 2018, which was never migrated to Glue',
        fix: 'migrate the catalog once, as the guide tells; no grant helps',
        document: `${ATHENA_GUIDE}glue-upgrade.html`,
      },
      {
        pattern: /./s,
        layer: 'iam',
        permission: true,
        evidence: 'inferred',
        cause:
          'Athena says that permissions are missing, and this text does not say which: the rest of the message is needed',
        fix: 'look up the whole message: aws athena get-query-execution --query-execution-id ID',
        document: `${IAM_GUIDE}troubleshoot_access-denied.html`,
      },
    ],
  },
  {
    id: 'E25',
    pattern:
      /Encountered an exception ?\[.{1,300}?\] from your LambdaFunction ?\[.{1,300}?\](?:.{0,250}?with message ?\[)?(?<inner>.*)/is,
    alone: [
      {
        pattern: /You do NOT own the spill bucket with the name/i,
        layer: 'lambda',
        permission: false,
        evidence: 'production',
        cause: 'the connector found that its spill bucket belongs to another account, and stopped',
        fix: 'give the connector a spill bucket of its own account (environment variable spill_bucket)',
        document: `${ATHENA_GUIDE}connect-to-a-data-source.html`,
      },
      {
        pattern: /Access ?Denied|not authorized/i,
        layer: 'lambda',
        permission: true,
        evidence: 'production',
        cause: 'something that the connector’s own role asked for was denied; the caller’s rights are not at issue',
        fix: 'give the execution role of the Lambda function what its log says it lacks',
        document: `${ATHENA_GUIDE}federated-query-iam-access.html`,
      },
      {
        pattern: /Task timed out|timeout|timed out/i,
        layer: 'lambda',
        permission: false,
        evidence: 'production',
        cause: 'the connector ran out of time',
        fix: 'give the Lambda function more time or memory, or ask it for less; its log says what took long',
        document: `${ATHENA_GUIDE}connect-to-a-data-source.html`,
      },
      {
        pattern: /./s,
        layer: 'lambda',
        permission: null,
        evidence: 'inferred',
        cause: 'the connector’s Lambda function failed, for a reason of its own',
        fix: 'read the log of the Lambda function: it has the whole message',
        document: `${ATHENA_GUIDE}connect-to-a-data-source.html`,
      },
    ],
  },
  {
    id: 'E37',
    pattern: /HIVE_METASTORE_ERROR:?\s*(?<inner>.*)/is,
    alone: [
      {
        pattern: /expected at the (?:end|position)|Table is missing storage descriptor|Error: type expected/i,
        layer: 'data',
        permission: false,
        evidence: 'documented',
        cause: 'the table’s definition in Glue is corrupt: a column type that cannot be read, or no storage descriptor',
        fix: 'correct the table’s definition; for a table of this library, deploy again',
        document: `${ATHENA_GUIDE}troubleshooting-athena.html`,
      },
      {
        pattern: /./s,
        layer: 'glue',
        permission: null,
        evidence: 'inferred',
        cause: 'Athena could not get the table’s definition from Glue, and the text does not say why',
        fix: 'run SHOW CREATE TABLE on it as the same role, then as an administrator: who fails tells definition from permission',
        document: `${ATHENA_GUIDE}troubleshooting-athena.html`,
      },
    ],
  },
];
