import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';

/** A text as an asset: a temporary file is all that it takes, and the text alone decides its key. */
export function textAsset(scope: Construct, id: string, text: string, extension: string): Asset {
  const folder = mkdtempSync(path.join(tmpdir(), 'text-asset-'));
  try {
    const file = path.join(folder, `text${extension}`);
    writeFileSync(file, text);
    return new Asset(scope, id, { path: file });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
