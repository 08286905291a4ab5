import { ACCOUNT, REGION } from './resolved-template';

/** ARNs as AWS forms them (Service Authorization Reference), written apart from those of the library. */
export const athena = (resource: string) => `arn:aws:athena:${REGION}:${ACCOUNT}:${resource}`;
export const glue = (resource: string) => `arn:aws:glue:${REGION}:${ACCOUNT}:${resource}`;
export const s3 = (resource: string) => `arn:aws:s3:::${resource}`;
export const key = (id: string) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;
