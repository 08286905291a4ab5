import { TABLE_METADATA } from '../actions';
import type { Privilege } from '../grant';

/** What a permission takes in IAM: calls on the object's ARN, and, where it has data, on its location. */
interface ActionsOfPrivilege {
  readonly glue: readonly string[];
  /** Without Lake Formation; with it, `GET_DATA_ACCESS` takes their place. */
  readonly data?: readonly string[];
}

/** With it Lake Formation hands out access to data; no resource type and no condition on the way it is called. */
export const GET_DATA_ACCESS = 'lakeformation:GetDataAccess';

/** The same permission in IAM's terms (Lake Formation Developer Guide: lf-permissions-reference; Athena User Guide: fine-grained-access-to-glue-resources). */
export const TABLE_PRIVILEGE_ACTIONS: Readonly<Record<Exclude<Privilege, 'ALL' | 'CREATE_TABLE'>, ActionsOfPrivilege>> =
  {
    DESCRIBE: { glue: TABLE_METADATA },
    SELECT: { glue: TABLE_METADATA, data: ['s3:GetObject', 's3:ListBucket'] },
    INSERT: {
      glue: [...TABLE_METADATA, 'glue:BatchCreatePartition', 'glue:CreatePartition', 'glue:UpdateTable'],
      data: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
    },
    DELETE: { glue: [...TABLE_METADATA, 'glue:UpdateTable'], data: ['s3:DeleteObject'] },
    ALTER: { glue: [...TABLE_METADATA, 'glue:UpdateTable'] },
    DROP: { glue: [...TABLE_METADATA, 'glue:BatchDeletePartition', 'glue:DeleteTable'] },
  };

export const DATABASE_PRIVILEGE_ACTIONS: Readonly<Partial<Record<Privilege, readonly string[]>>> = {
  DESCRIBE: ['glue:GetDatabase', 'glue:GetDatabases'],
  CREATE_TABLE: ['glue:CreateTable', 'glue:GetDatabase'],
  ALTER: ['glue:GetDatabase', 'glue:UpdateDatabase'],
  DROP: ['glue:DeleteDatabase', 'glue:DeleteTable', 'glue:GetDatabase', 'glue:GetTable', 'glue:GetTables'],
};
