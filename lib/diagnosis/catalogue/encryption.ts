import { ATHENA_GUIDE, type CatalogueEntry } from './entry';

const KEY_CAUSE = 'the KMS key is closed to the role: its own policies or the key’s policy do not let it use the key';
const KEY_FIX =
  'allow the use of the key through S3, and let the key’s policy leave it to IAM (or name the role); a key of another account needs both';

/** Denials of KMS. A denial that names the key comes first: S3 and Glue only pass it on. */
export const NAMED_KEY: CatalogueEntry = {
  id: 'E20',
  action: /^kms:/i,
  layer: 'kms',
  permission: true,
  evidence: 'production',
  cause: KEY_CAUSE,
  fix: KEY_FIX,
  remedy: 'kms',
  document: `${ATHENA_GUIDE}encryption.html`,
};

export const ENCRYPTION: readonly CatalogueEntry[] = [
  {
    id: 'E21',
    pattern: /Insufficient encryption key permissions for Glue API/i,
    layer: 'kms',
    permission: true,
    evidence: 'documented',
    cause: 'the Glue Data Catalog is encrypted, and the role may not use its key',
    fix: 'allow kms:Decrypt, kms:Encrypt and kms:GenerateDataKey on the catalog’s key: aws glue get-data-catalog-encryption-settings names it',
    remedy: 'catalogKey',
    document: `${ATHENA_GUIDE}encryption.html`,
  },
  {
    id: 'E20',
    pattern:
      /KMS.{0,200}?AccessDenied|AccessDenied.{0,120}?\bKMS\b|The ciphertext refers to a customer master key|KMS key is (?:disabled|not accessible)/is,
    layer: 'kms',
    permission: true,
    evidence: 'inferred',
    cause: KEY_CAUSE,
    fix: KEY_FIX,
    remedy: 'kms',
    document: `${ATHENA_GUIDE}encryption.html`,
  },
];
