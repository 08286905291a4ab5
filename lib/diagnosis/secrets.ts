/** What must not be printed again, whatever text it stands in. */
const SECRETS: readonly [RegExp, string][] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, '…'],
  [/((?:X-Amz-(?:Signature|Security-Token|Credential)|Signature|AWSAccessKeyId)=)[^\s&"']+/gi, '$1…'],
  [
    /((?:aws_)?(?:secret(?:_access)?_?key|session_?token|security_?token|password|passwd|pwd|authorization|api_?key|token)["']?\s*[:=]\s*["']?)(?:Bearer\s+)?[^\s"',;&}]+/gi,
    '$1…',
  ],
  [/\/\/[^/\s:@]+:[^/\s@]+@/g, '//…@'],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '…'],
];

/** The text without keys, tokens and passwords. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), text);
}
