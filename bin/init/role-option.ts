import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import type { DraftRole } from './lake-draft';

/** `scientist:read=a,b:write=c`; a name alone reads every bucket. Neither role nor bucket names have a colon. */
export function parseRoleOption(text: string): DraftRole {
  const [name, ...parts] = text.split(':');
  if (name === '') throw wrong(text);
  if (parts.length === 0) return { name, read: ['*'], write: [] };
  const lists: Record<'read' | 'write', string[]> = { read: [], write: [] };
  for (const part of parts) {
    const [, key, buckets] = /^(read|write)=(.+)$/.exec(part) ?? [];
    if (key !== 'read' && key !== 'write') throw wrong(text);
    lists[key].push(...buckets.split(',').filter(Boolean));
  }
  return { name, ...lists };
}

function wrong(text: string): QuiltAthenaValidationError {
  return new QuiltAthenaValidationError(
    `--role must be NAME, or NAME:read=BUCKET,BUCKET:write=BUCKET, found ${JSON.stringify(text)}; write for example analyst:read=quilt-sandbox-bucket`,
  );
}
