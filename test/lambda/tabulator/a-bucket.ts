import { createHash } from 'node:crypto';
import type { S3Server } from './s3-server';

export interface PackageFile {
  readonly key: string;
  /** Where it lies, if not at the logical key of the same bucket. */
  readonly physicalKey?: string;
  readonly size?: number;
}

/** Writes a revision of a package as quilt3 does: manifest, numbered pointer, latest pointer. */
export function pushPackage(s3: S3Server, bucket: string, name: string, files: readonly PackageFile[]): string {
  const lines = [
    { version: 'v0', message: `push of ${name}` },
    { logical_key: 'folder/', meta: {} },
    ...files.map(({ key, physicalKey, size }) => ({
      logical_key: key,
      physical_keys: [physicalKey ?? `s3://${bucket}/${name}/${key}`],
      size: size ?? 100,
      hash: null,
      meta: {},
    })),
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const hash = createHash('sha256').update(text).update(name).digest('hex');
  s3.put(`${bucket}/.quilt/packages/${hash}`, text);
  s3.put(`${bucket}/.quilt/named_packages/${name}/1700000000`, hash);
  s3.put(`${bucket}/.quilt/named_packages/${name}/latest`, hash);
  return hash;
}
