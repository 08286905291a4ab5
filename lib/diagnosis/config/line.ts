import { WRITE_OBJECTS } from '../../authorization/actions';
import { CLIENT_PRESETS } from '../../authorization/client-presets';
import { patternCovers } from '../../authorization/missing-statements';
import type { Lake, LakeRole } from '../../model/lake';
import { ObjectAccess } from '../../model/lake-config';
import type { Diagnosis } from '../diagnosis';
import { awsArn, lastingArn, roleOf } from '../fix/aws-arn';
import { s3Place } from '../fix/s3-resources';
import { declaredRole } from './declared-role';
import { UNNAMED_RESULTS } from './declared-statements';

/** Who was denied, as the configuration knows it. */
interface Denied {
  readonly diagnosis: Diagnosis;
  readonly lake?: Lake;
  readonly role?: LakeRole;
  /** `roles[analyst]`, as far as known. */
  readonly at: string;
}

type Line = (denied: Denied) => string | null;

/** What to change in quilt-athena.yaml, by catalogue entry; entries that no key of it concerns are left out. */
const LINES: Readonly<Record<string, Line>> = {
  E01: undeclared,
  E04: tableLine,
  E05: ({ diagnosis, at }) =>
    /:GetCatalogImportStatus$/.test(diagnosis.action ?? '')
      ? `${at}.clients: add legacyJdbc`
      : `${at}.clients: add directGlue`,
  E16: ({ at }) => `${at}.workgroup is the one to query in; if results have a key, results.kmsKey: its ARN`,
  E18: bucketLine,
  E19: bucketLine,
  E20: keyLine,
  E22: clientLine,
  E38: bucketLine,
  E43: ({ diagnosis }) => {
    const target = roleOf(diagnosis.resource)?.name;
    const caller = lastingArn(diagnosis.principal) ?? 'the ARN of whoever assumes it';
    return target ? `roles[${target}].trustedPrincipals: add ${caller}` : null;
  },
  E44: objectLine,
};

/** The line to change; null where none would help. */
export function configLine(diagnosis: Diagnosis, lake?: Lake): string | null {
  const role = lake && declaredRole(lake, diagnosis.principal);
  const name = role?.name ?? roleOf(diagnosis.principal)?.name;
  const denied = { diagnosis, lake, role, at: `roles[${name ?? 'the role'}]` };
  if (diagnosis.annotations.includes('E40')) return null;
  // A role that the file does not have must be in it before anything can be said of its keys.
  if (
    lake &&
    !role &&
    diagnosis.permission === true &&
    diagnosis.principal &&
    diagnosis.id in LINES &&
    diagnosis.id !== 'E43'
  ) {
    return undeclared(denied);
  }
  return LINES[diagnosis.id]?.(denied) ?? null;
}

function undeclared({ diagnosis, role }: Denied): string | null {
  if (role) return null;
  const arn = lastingArn(diagnosis.principal);
  return arn && roleOf(arn) ? `roles: add - arn: ${arn}` : 'roles: declare the role';
}

/** `sales-raw_packages-view` is of bucket `sales-raw`. */
function tableLine(denied: Denied): string | null {
  const { diagnosis, lake, role, at } = denied;
  const [kind, database, ...names] = awsArn(diagnosis.resource)?.resource.split('/') ?? [];
  if (!/^glue:(?:Get|BatchGet|Search)/i.test(diagnosis.action ?? '')) return null;
  if (kind === 'database' && database && lake && database !== lake.database.name && database !== 'default') {
    return `database.name: ${lake.database.name} is declared, the query asked for ${database}`;
  }
  if (kind !== 'table') return role ? null : undeclared(denied);
  const bucket = names.join('/').split('_').slice(0, -1).join('_');
  return bucket ? readLine(bucket, at, lake, role) : null;
}

function readLine(bucket: string, at: string, lake?: Lake, role?: LakeRole): string | null {
  if (role?.read.includes(bucket)) return null;
  if (lake && !lake.buckets.some((each) => each.name === bucket)) {
    return `buckets: add ${bucket}; ${at}.read: add ${bucket}`;
  }
  return `${at}.read: add ${bucket}`;
}

function bucketLine({ diagnosis, lake, role, at }: Denied): string | null {
  const bucket = s3Place(diagnosis.resource)?.bucket;
  if (!bucket) return role ? null : `${at}.read: add the bucket`;
  const declared = lake?.buckets.find((each) => each.name === bucket);
  if (!role?.read.includes(bucket)) return readLine(bucket, at, lake, role);
  return declared?.kmsKey ? null : `buckets[${bucket}].kmsKey: the ARN of its key, if it has one`;
}

function objectLine(denied: Denied): string | null {
  const { diagnosis, lake, role, at } = denied;
  const { bucket, key = '' } = s3Place(diagnosis.resource) ?? {};
  const writes = WRITE_OBJECTS.includes(diagnosis.action ?? '');
  if (!bucket)
    return diagnosis.action ? `${at}.${writes ? 'write' : 'read'}: add the bucket` : `${at}.clients: add directResults`;
  const isResults = patternCovers(lake?.results.bucketName ?? UNNAMED_RESULTS, bucket) || /^athena-results\//.test(key);
  if (isResults) return writes ? null : `${at}.clients: add directResults`;
  if (writes) return role?.write.includes(bucket) ? null : `${at}.write: add ${bucket}`;
  if (!role?.read.includes(bucket)) return readLine(bucket, at, lake, role);
  return role.objects === ObjectAccess.QUERY ? `${at}.objects: direct` : null;
}

function keyLine({ diagnosis, lake, role }: Denied): string | null {
  const key = awsArn(diagnosis.resource)?.service === 'kms' ? diagnosis.resource : null;
  const known = key && [lake?.results.kmsKey, ...(lake?.buckets.map((each) => each.kmsKey) ?? [])].includes(key);
  if (known) return role ? null : 'roles: declare the role';
  return `buckets[the bucket it encrypts].kmsKey (or results.kmsKey): ${key ?? 'the ARN of the key'}`;
}

function clientLine({ diagnosis, role, at }: Denied): string | null {
  const asked = /:workgroup\/([^/]+)/.exec(diagnosis.resource ?? '')?.[1];
  if (role && asked && asked !== role.workgroup.name)
    return `${at} queries in the workgroup ${role.workgroup.name}, not in ${asked}`;
  const makers = CLIENT_PRESETS.filter((preset) => preset.athena.includes(diagnosis.action ?? '')).map(
    ({ name }) => name,
  );
  if (makers.length === 0 || makers.some((name) => role?.clients.includes(name))) return null;
  return `${at}.clients: add ${makers.join(' or ')}`;
}
