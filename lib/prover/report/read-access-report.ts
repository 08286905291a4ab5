import { OBJECT_KINDS } from './access-object';
import { ACCESS_REPORT_VERSION, type AccessReport } from './access-report';

/** A text that is no `access.json` of this release: what it must be, what was found, what to do. */
export class AccessReportError extends Error {}

/** The report in the text of an `access.json`. */
export function readAccessReport(text: string): AccessReport {
  const report = parsed(text);
  const version = isRecord(report) ? report.version : undefined;
  if (typeof version === 'number' && version > ACCESS_REPORT_VERSION) {
    throw new AccessReportError(
      `access.json must have version ${ACCESS_REPORT_VERSION} at most, found ${version}, of a newer release; update cdk-quilt-athena`,
    );
  }
  if (version !== ACCESS_REPORT_VERSION) {
    throw new AccessReportError(
      `access.json must have version ${ACCESS_REPORT_VERSION}, found ${JSON.stringify(version)}; give the file that a synthesis wrote`,
    );
  }
  if (!isReport(report)) {
    throw new AccessReportError(
      'access.json must tell what each role may do, found another form; give the file that a synthesis wrote',
    );
  }
  return report;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AccessReportError(
      `access.json must be JSON, found ${error.message}; give the file that a synthesis wrote`,
    );
  }
}

const KINDS: ReadonlySet<string> = new Set(OBJECT_KINDS);

/** roles → kinds of objects → objects → operations → sets of conditions. */
function isReport(report: unknown): report is AccessReport {
  return isRecord(report) && everyValue(report.roles, isRole);
}

function isRole(role: unknown): boolean {
  const isKind = (objects: unknown) => everyValue(objects, (operations) => everyValue(operations, isAlternatives));
  return isRecord(role) && Object.keys(role).every((kind) => KINDS.has(kind)) && everyValue(role, isKind);
}

function everyValue(value: unknown, test: (value: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(test);
}

function isAlternatives(value: unknown): boolean {
  const isText = (each: unknown) => typeof each === 'string';
  return Array.isArray(value) && value.every((set) => Array.isArray(set) && set.every(isText));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
