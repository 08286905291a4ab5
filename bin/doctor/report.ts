import { policyDocument } from '../../lib/authorization/policy-statement';
import type { Diagnosis } from '../../lib/diagnosis/diagnosis';
import type { LakeFormationGrant } from '../../lib/diagnosis/fix/lake-formation-grant';

/** A diagnosis as people read it: what happened, why, the fix to paste, what to read. */
export function describeDiagnosis(diagnosis: Diagnosis): string {
  if (diagnosis.id === 'none') {
    return [`No known failure: ${diagnosis.cause}.`, '', `Next: ${diagnosis.fix.text}.`].join('\n');
  }
  const { fix, library, checks = [], also = [] } = diagnosis;
  return [
    `${diagnosis.chain.join(' > ')}  ${HEADLINES[String(diagnosis.permission)]} (${diagnosis.layer}, confidence ${diagnosis.confidence})`,
    '',
    'What happened',
    ...facts(diagnosis).map(([name, value]) => `  ${name.padEnd(9)} ${value}`),
    '',
    'Why',
    `  ${sentence(diagnosis.cause)}`,
    ...checks.map((check) => `  checked: ${check}`),
    ...(library ? ['', 'The configuration', `  ${sentence(library.why)}`] : []),
    '',
    'What to do',
    `  ${sentence(fix.text)}`,
    ...(fix.config ? ['', '  in quilt-athena.yaml', `    ${fix.config}`] : []),
    ...(fix.iam.length > 0
      ? ['', '  as an IAM policy', indented(JSON.stringify(policyDocument(fix.iam), undefined, 2))]
      : []),
    ...(fix.lakeFormation.length > 0
      ? ['', '  as Lake Formation grants', ...fix.lakeFormation.map((grant) => `    ${describeGrant(grant)}`)]
      : []),
    '',
    `Read  ${diagnosis.document}`,
    ...(also.length > 0 ? ['', `The text has other failures, too: ${also.join(', ')}`] : []),
  ].join('\n');
}

const HEADLINES: Readonly<Record<string, string>> = {
  true: 'a permission is missing',
  false: 'not a matter of permissions',
  null: 'a permission is missing, or something does not exist: the message alone does not tell',
};

function facts({ principal, action, resource, viewChain, deny, matched }: Diagnosis): [string, string][] {
  const known: [string, string | null | undefined][] = [
    ['who', principal],
    ['action', action],
    ['on', resource],
    ['view', viewChain.join(' > ')],
    ['denied by', deny?.policyType && `${deny.policyType}${deny.policyArn ? ` (${deny.policyArn})` : ''}`],
  ];
  const found = known.filter((fact): fact is [string, string] => Boolean(fact[1]));
  return found.length > 0 ? found : [['message', (matched ?? '').split('\n')[0]]];
}

function describeGrant({
  principal,
  database,
  table,
  columns,
  location,
  catalog,
  privileges,
}: LakeFormationGrant): string {
  const object =
    location ?? (catalog ? 'the Data Catalog' : [database ?? 'its database', table].filter(Boolean).join('.'));
  const of = columns ? ` (${columns.join(', ')})` : '';
  return `${privileges.join(', ')} on ${object}${of} to ${principal ?? 'the role'}`;
}

const indented = (text: string) => text.replace(/^/gm, '    ');

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
