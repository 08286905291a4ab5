/** A message, and what it must be diagnosed as. */
export interface Example {
  readonly message: string;
  readonly id: string;
  readonly chain?: readonly string[];
  readonly permission: boolean | null;
}

export const ROLE = 'arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltV2-sales-prod/anna@example.com';
export const GLUE = 'arn:aws:glue:us-east-1:123456789012';
export const VIA_ATHENA =
  '(Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException; Request ID: e8fb47f5-70a2-4c43-81e2-95af8b11fdc3; Proxy: null)';
export const DIRECT =
  '(Service: AWSGlue; Status Code: 400; Error Code: AccessDeniedException; Request ID: e8fb47f5-70a2-4c43-81e2-95af8b11fdc3; Proxy: null)';
export const S3_403 =
  'Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: GY622WXRRH4RPT0Q; S3 Extended Request ID: bKaA45EbG8U=; Proxy: null)';

/** "User … is not authorized …", as IAM words it (IAM User Guide: troubleshoot_access-denied). */
export function denied(
  action: string,
  resource: string,
  reason = `because no identity-based policy allows the ${action} action`,
) {
  return `User: ${ROLE} is not authorized to perform: ${action} on resource: ${resource}${reason && ` ${reason}`}`;
}
