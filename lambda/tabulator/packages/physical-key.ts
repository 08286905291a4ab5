import type { ObjectPlace } from '../object-store';

/** `s3://bucket/percent-quoted-key[?versionId=…]`; undefined for anything else (quiltdata/quilt: api/python/quilt3/util.py). */
export function physicalPlace(url: string): ObjectPlace | undefined {
  const found = /^s3:\/\/([^/?#]+)\/([^?#]+)(?:\?versionId=([^&#]+))?$/.exec(url);
  if (!found) return undefined;
  try {
    const [bucket, key, version] = found.slice(1).map((part) => part && decodeURIComponent(part));
    return { bucket, key, version };
  } catch {
    // A percent sign that quotes nothing.
    return undefined;
  }
}
