import type { ExternalTableConfig, TableColumn } from './external-table-config';
import { parseS3Location } from './s3-location';

/** A table that exists without this stack. */
export interface LakeExternalTable {
  readonly database: string;
  readonly name: string;
  readonly location: string;
  /** Bucket of the location. */
  readonly bucket: string;
  readonly kmsKey?: string;
  readonly columns: readonly TableColumn[];
}

/** The table with what its location says. */
export function externalTableFrom({
  database,
  name,
  location,
  kmsKey,
  columns,
}: ExternalTableConfig): LakeExternalTable {
  return { database, name, location, bucket: parseS3Location(location)?.bucket ?? '', kmsKey, columns };
}
