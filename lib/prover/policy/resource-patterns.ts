import { arnFields } from './arn-fields';
import { globContains, globMatches, globOf, textGlob } from './glob';
import { PolicyNotUnderstoodError } from './policy-not-understood';
import { hasVariables, templateOf } from './policy-variables';
import type { RequestContext } from './request';

/** Whether a resource is one of those that a statement names. */
export type ResourceTest = (resource: string, context: RequestContext) => boolean;

/**
 * What one entry of `Resource` means (IAM User Guide: reference_policies_elements_resource). Capitals count.
 *
 * Of the parts before the last, each is one `*` or has no wildcard: how far others reach, no page says.
 */
export function resourcePattern(place: string, pattern: string): ResourceTest {
  if (pattern === '*') return () => true;
  if (isPlain(pattern)) return plainTest(pattern);
  const fields = arnFields(pattern);
  if (fields?.[0] !== 'arn') {
    throw new PolicyNotUnderstoodError(
      place,
      `a resource is * or an ARN of six parts, found ${JSON.stringify(pattern)}`,
    );
  }
  const unclear = fields.slice(1, 5).find((field) => /[*?$]/.test(field) && field !== '*');
  if (unclear !== undefined || fields[2] === '*') {
    throw new PolicyNotUnderstoodError(
      place,
      `wildcards before the last part of an ARN are a whole part, and not the service, found ${pattern}`,
    );
  }
  const head = fields.slice(0, 5);
  const last = hasVariables(fields[5]) ? variablePart(place, fields[5]) : fixedPart(fields[5]);
  if (!head.includes('*')) {
    const start = `${head.join(':')}:`;
    return (resource, context) => resource.startsWith(start) && last(resource.slice(start.length), context);
  }
  return (resource, context) => {
    const asked = arnFields(resource);
    return (
      asked !== undefined && head.every((field, i) => field === '*' || field === asked[i]) && last(asked[5], context)
    );
  };
}

/** An ARN without variables whose only wildcard, if any, is a `*` at its end: nearly all there are. */
const PLAIN = /^arn:[^:*?$]+:[^:*?$]+:[^:*?$]*:[^:*?$]*:[^*?$]*\*?$/;

export function isPlain(pattern: string): boolean {
  return PLAIN.test(pattern);
}

function plainTest(pattern: string): ResourceTest {
  if (!pattern.endsWith('*')) return (resource) => resource === pattern;
  const start = pattern.slice(0, -1);
  return (resource) => resource.startsWith(start);
}

function fixedPart(pattern: string): ResourceTest {
  const wildcard = pattern.search(/[*?]/);
  if (wildcard < 0) return (text) => text === pattern;
  if (wildcard === pattern.length - 1 && pattern.endsWith('*')) {
    const start = pattern.slice(0, -1);
    return (text) => text.startsWith(start);
  }
  const glob = globOf(pattern);
  return (text) => globMatches(glob, text);
}

function variablePart(place: string, pattern: string): ResourceTest {
  const template = templateOf(place, pattern, true);
  return (text, context) => {
    const glob = template(context);
    return glob !== undefined && globContains(glob, textGlob(text));
  };
}
