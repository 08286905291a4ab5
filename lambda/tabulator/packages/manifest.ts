import { ConnectorError } from '../connector-error';
import { type ObjectPlace, type ObjectStore, urlOf } from '../object-store';
import { lines } from './lines';

/** A file of a package's revision. */
export interface ManifestEntry {
  readonly logicalKey: string;
  /** As it stands in the manifest. */
  readonly physicalKey: string;
  readonly bytes?: number;
  /** Its line in the manifest. */
  readonly from: number;
  readonly to: number;
}

export const manifestPlace = (bucket: string, topHash: string): ObjectPlace => ({
  bucket,
  key: `.quilt/packages/${topHash}`,
});

function parsed(text: string, place: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConnectorError(`${place} is not JSON: ${text.slice(0, 80)}`);
  }
}

/**
 * The entries of a manifest, one JSON object a line. Its first line describes the package and has no logical key; lines
 * without physical keys describe folders (quiltdata/quilt: api/python/quilt3/packages.py).
 */
export async function* manifestEntries(
  store: ObjectStore,
  place: ObjectPlace,
  from = 0,
  to?: number,
): AsyncIterable<ManifestEntry> {
  for await (const line of lines(await store.stream(place, from || to ? from : undefined, to), from)) {
    if (line.text.trim() === '') continue;
    const where = `${urlOf(place)}, byte ${line.from},`;
    const { logical_key, physical_keys, size } = parsed(line.text, where);
    if (logical_key === undefined || logical_key === null || !physical_keys) continue;
    const keys = physical_keys;
    if (typeof logical_key !== 'string' || !Array.isArray(keys) || keys.length !== 1 || typeof keys[0] !== 'string') {
      throw new ConnectorError(
        `${where} must have a logical_key and one physical key, found ${line.text.slice(0, 200)}`,
      );
    }
    const bytes = typeof size === 'number' ? size : undefined;
    yield { logicalKey: logical_key, physicalKey: keys[0], bytes, from: line.from, to: line.to };
  }
}
