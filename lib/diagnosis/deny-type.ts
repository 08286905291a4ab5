import type { Deny } from './diagnosis';

/** A remark that a denial ends with. */
export interface DenyRemark extends Deny {
  readonly id: 'E40' | 'E41' | null;
}

const TYPE =
  '(?<type>identity-based|resource-based|session|permissions? boundary|service control|resource control|VPC endpoint|role trust|bucket|key|[a-z][a-z -]{2,30}?)';
const ARN = '(?::? ?(?<arn>arn:[^\\s"\'<>,;()\\]}]+))?';

/** "with an explicit deny in a service control policy: arn", "explicitly denied by …", "explicit deny" (IAM User Guide: troubleshoot_access-denied). */
const EXPLICIT = [
  new RegExp(
    `explicit(?:ly)? den(?:y|ied)(?: (?:in|by|from|of|within) (?:an? |the |your )?${TYPE}(?: polic(?:y|ies)|(?<=boundary)\\b)${ARN})`,
    'is',
  ),
  /(?<bare>\b(?:an? )?explicit(?:ly)? den(?:y|ied)\b)/i,
];

/** "because no session policy allows the glue:GetTable action". */
const NONE_ALLOWS = new RegExp(`because no ${TYPE}(?: polic(?:y|ies)|(?<=boundary)) allows?\\b`, 'is');

/** What the text says about the kind of policy that denied; nothing if it says nothing. */
export function denyRemark(text: string): DenyRemark | undefined {
  for (const pattern of EXPLICIT) {
    const match = pattern.exec(text);
    if (match) {
      const policyType = match.groups?.type ? typeName(match.groups.type) : null;
      return { id: 'E40', explicit: true, policyType, policyArn: match.groups?.arn?.replace(/[.:]+$/, '') ?? null };
    }
  }
  const match = NONE_ALLOWS.exec(text);
  if (!match) return undefined;
  const policyType = typeName(match.groups?.type ?? '');
  // The role's own policies: what every other denial is about, too.
  return { id: policyType === 'identity-based' ? null : 'E41', explicit: false, policyType, policyArn: null };
}

function typeName(type: string): string {
  const name = type.replace(/\s+/g, ' ').trim();
  if (/^permissions? boundary$/i.test(name)) return 'permissions boundary';
  return /^vpc endpoint$/i.test(name) ? 'VPC endpoint' : name.toLowerCase();
}
