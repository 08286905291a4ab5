import { DENY_TYPES, DENY_TYPES_DOCUMENT, type DenyTypeEntry } from './catalogue/deny-types';
import type { CatalogueEntry } from './catalogue/entry';
import { THROTTLES } from './catalogue/throttles';
import { type Classification, classify } from './classify';
import { type DenyRemark, denyRemark } from './deny-type';
import type { Confidence, Diagnosis } from './diagnosis';
import { awsArn } from './fix/aws-arn';
import { grantsFor } from './fix/grants';
import type { RemedyContext } from './fix/remedy-context';
import { STATEMENTS } from './fix/statements';
import { failurePassages } from './message/failure-passages';
import { plainTexts } from './message/plain-text';
import { NO_DIAGNOSIS } from './no-diagnosis';
import { withoutSecrets } from './secrets';

/** Diagnoses the message of a failure, as people paste it: whole or cut, wrapped, escaped, or somewhere in a log. */
export function diagnose(pasted: string): Diagnosis {
  const found = failurePassages(pasted)
    .map((passage) => likeliest(plainTexts(passage).map(diagnosePassage)))
    .filter((each) => each.id !== 'none');
  if (found.length === 0) return NO_DIAGNOSIS;
  // Of several failures, a denial is what keeps a query from ever running; among equals, the last.
  const [first, ...others] = [...found].sort((a, b) => weight(b) - weight(a));
  const also = [...new Set([...(first.also ?? []), ...others.map((each) => each.id)])].filter((id) => id !== first.id);
  return also.length > 0 ? { ...first, also } : first;
}

/** Of several readings of one text the one that tells more; the first, where they tell as much. */
function likeliest(readings: readonly Diagnosis[]): Diagnosis {
  return [...readings].sort((a, b) => told(b) - told(a))[0];
}

function told({ id, chain, resource, confidence }: Diagnosis): number {
  if (id === 'none') return 0;
  return 1 + chain.length + (resource === null ? 0 : 1) + (confidence === 'high' ? 1 : 0);
}

const weight = ({ permission }: Diagnosis) => (permission === true ? 2 : permission === null ? 1 : 0);

function diagnosePassage(text: string): Diagnosis {
  const found = classify(text);
  if (!found) return remarkAlone(text);
  const denied = isThrottle(found) ? deniedElsewhere(text, found.entry.id) : undefined;
  if (denied) return denied;
  const { entry, wrappers, captured } = found;
  const context = contextOf(found, text);
  const remark = entry.permission === true ? denyRemark(found.decisive) : undefined;
  const denyType = remark && denyTypeOf(remark);
  const views = [...wrappers.flatMap((each) => each.view ?? []), ...(captured.view ? [captured.view] : [])];
  const viewChain = views.filter((view, i) => view !== views[i - 1]);
  const ids = wrappers.map((each) => each.id);
  const statements = entry.remedy && denyType?.statementsHelp !== false ? STATEMENTS[entry.remedy](context) : [];
  return {
    id: entry.id,
    chain: found.alone ? ids : [...ids, entry.id],
    annotations: remark?.id ? [remark.id] : [],
    permission: entry.permission,
    layer: inConnector(found) ? 'lambda' : entry.layer,
    principal: context.principal,
    action: context.action,
    resource: context.resource,
    view: viewChain.at(-1) ?? null,
    viewChain,
    deny: remark ? { explicit: remark.explicit, policyType: remark.policyType, policyArn: remark.policyArn } : null,
    cause: sentences(inConnector(found) && CONNECTOR_CAUSE, entry.cause, denyType?.cause),
    fix: {
      text: sentences(
        inConnector(found) && CONNECTOR_FIX,
        denyType && !denyType.statementsHelp ? denyType.fix : sentences(entry.fix, denyType?.fix),
      ),
      iam: statements,
      lakeFormation: grantsFor(entry.remedy, context),
      config: null,
    },
    confidence: confidenceOf(entry, found, statements.length > 0),
    document: denyType ? DENY_TYPES_DOCUMENT : entry.document,
    matched: withoutSecrets(found.decisive.slice(0, 300).trim()),
  };
}

const isThrottle = ({ entry }: Classification) => THROTTLES.includes(entry);

/** A log has throttles that were tried again, and on other lines a denial that stayed. */
function deniedElsewhere(text: string, throttle: string): Diagnosis | undefined {
  const lines = text.split('\n');
  const others = lines.filter((line) => !THROTTLES.some(({ pattern }) => pattern?.test(line)));
  if (others.length === 0 || others.length === lines.length) return undefined;
  const found = diagnosePassage(others.join('\n'));
  return found.permission === true ? { ...found, also: [throttle] } : undefined;
}

const CONNECTOR_CAUSE = 'inside the federated catalog’s connector, with the rights of its Lambda function';
const CONNECTOR_FIX = 'what follows is for the execution role of the connector’s Lambda function';

const inConnector = ({ wrappers, alone }: Classification) => !alone && wrappers.some((each) => each.id === 'E25');

function contextOf(found: Classification, text: string): RemedyContext {
  const { denial, captured, direct } = found;
  const url = captured.url ?? (found.entry.remedy === 'readObjects' ? anyLocation(text) : undefined);
  const resource = denial?.resource ?? url ?? captured.bucket ?? captured.object ?? captured.column ?? null;
  const principal = denial?.principal ?? principalIn(text);
  const arn = awsArn(resource) ?? awsArn(principal);
  return {
    found,
    principal,
    action: denial?.action ?? null,
    resource: found.entry.remedy === 'bucketLocation' && captured.bucket ? asUrl(captured.bucket) : resource,
    viaAthena: !direct && !inConnector(found),
    partition: arn?.partition ?? 'aws',
    region: arn?.region || null,
    account: awsArn(principal)?.account ?? arn?.account ?? null,
  };
}

const asUrl = (bucket: string) => (bucket.includes('://') ? bucket : `s3://${bucket.replace(/[.:]+$/, '')}`);

function anyLocation(text: string): string | undefined {
  return /s3[an]?:\/\/[^\s"')\]};,]+/.exec(text)?.[0];
}

/** Messages of Lake Formation and S3 do not name who was denied; what surrounds them may. */
function principalIn(text: string): string | null {
  return /User:\s*(arn:[^\s"']+)/.exec(text)?.[1] ?? null;
}

function denyTypeOf(remark: DenyRemark): DenyTypeEntry | undefined {
  const type = remark.policyType?.toLowerCase();
  const rows = DENY_TYPES.filter((row) => row.id === remark.id);
  return rows.find((row) => row.policyType === type) ?? rows.find((row) => row.policyType === undefined);
}

/** A text cut so that only the kind of policy is left. */
function remarkAlone(text: string): Diagnosis {
  const remark = /with an explicit deny in an? |because no [\w -]{3,40}allows? the /i.test(text)
    ? denyRemark(text)
    : undefined;
  const denyType = remark?.id ? denyTypeOf(remark) : undefined;
  // "explicit deny" alone is what people write about, too.
  if (!remark?.id || !denyType || !remark.policyType || /to perform/i.test(text)) return NO_DIAGNOSIS;
  return {
    ...NO_DIAGNOSIS,
    id: remark.id,
    chain: [remark.id],
    annotations: [remark.id],
    permission: true,
    layer: 'iam',
    deny: { explicit: remark.explicit, policyType: remark.policyType, policyArn: remark.policyArn },
    action: /allows? the ([a-z0-9-]+:\w+) action/i.exec(text)?.[1] ?? null,
    cause: denyType.cause,
    fix: { text: denyType.fix, iam: [], lakeFormation: [], config: null },
    confidence: 'medium',
    document: DENY_TYPES_DOCUMENT,
    matched: withoutSecrets(text.slice(0, 300)),
  };
}

function confidenceOf(entry: CatalogueEntry, found: Classification, hasStatements: boolean): Confidence {
  if (entry.permission === null) return 'low';
  if (entry.evidence === 'inferred') return 'medium';
  // Cut off before the resource: what is denied is known, on what is not.
  if (entry.action && !hasStatements && !found.denial?.resource) return 'medium';
  return 'high';
}

function sentences(...parts: (string | undefined | false)[]): string {
  return parts.filter(Boolean).join('; ');
}
