import { type AdministratorStep, commandOf } from '../../lib/access/administrator-step';
import { meaningOf } from './answer';
import type { RefusedGrant } from './apply';

/** CloudFormation shows about a thousand characters of a reason, and takes 4 KB of response (cfn custom resources). */
const LONGEST_REASON = 1_500;
const SHOWN_REFUSALS = 5;

/** What stops a run for good. Its message ends up in the stack's events. */
export class GrantsFailure extends Error {}

export function refusalReason(refused: readonly RefusedGrant[]): string {
  const shown = refused.slice(0, SHOWN_REFUSALS).map(({ kind, grant, code, message }) => {
    const object = [grant.database, grant.table].filter(Boolean).join('.');
    const columns = grant.columns ? ` (${grant.columns.length} columns)` : '';
    return `${kind} ${grant.privileges.join(', ')} on ${object}${columns} for ${grant.principal}: ${code}: ${message}`;
  });
  const more = refused.length > shown.length ? [`and ${refused.length - shown.length} more, see the log`] : [];
  return shortened([`Lake Formation refused ${refused.length} of the changes`, ...shown, ...more, ...advice(refused)]);
}

/** One answer has two causes, which Lake Formation does not tell apart. */
function advice([first]: readonly RefusedGrant[]): string[] {
  const notFound = /EntityNotFound|does not exist/.test(`${first.code} ${first.message}`);
  if (notFound) {
    return [
      'either the object does not exist, or the grants role may not grant on it: see that the table is there, and run ' +
        'quilt-athena bootstrap',
    ];
  }
  if (/^AccessDenied/.test(first.code)) {
    return ['the policy of the grants role was not in force within two minutes, or another policy denies the call'];
  }
  return meaningOf(first.kind, first) === 'soon'
    ? ['the role is not one that Lake Formation knows: does it exist?']
    : [];
}

export function preflightReason(steps: readonly AdministratorStep[]): string {
  const shown = steps.slice(0, SHOWN_REFUSALS);
  const more = steps.length > shown.length ? [`and ${steps.length - shown.length} more`] : [];
  return shortened([
    `a Lake Formation administrator has to make ${steps.length} calls before anything is granted; nothing was changed; ` +
      'quilt-athena bootstrap makes all of them, and keeping the stack meanwhile takes cdk deploy --no-rollback',
    ...shown.map(commandOf),
    ...more,
  ]);
}

function shortened(lines: readonly string[]): string {
  const text = lines.join('\n');
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON - 1)}…` : text;
}
