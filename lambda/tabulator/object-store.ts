/** What the connector does with S3. A version is that of the object; without one it is the newest. */
export interface ObjectStore {
  /** The "folders" directly below a prefix, in S3's order, from after the one named. */
  folders(bucket: string, prefix: string, after?: string): AsyncIterable<string>;
  /** Keys below a prefix, in S3's order. */
  keys(bucket: string, prefix: string): AsyncIterable<string>;
  /** A small object's text; undefined where there is none. */
  text(bucket: string, key: string): Promise<string | undefined>;
  /** Bytes `from` to before `to`, or to the end. */
  stream(at: ObjectPlace, from?: number, to?: number): Promise<AsyncIterable<Buffer>>;
  bytes(at: ObjectPlace, from: number, to: number): Promise<Buffer>;
  tail(at: ObjectPlace, length: number): Promise<Tail>;
  write(bucket: string, key: string, bytes: Uint8Array): Promise<void>;
}

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
  /** The entity tag that the object must still have. */
  readonly etag?: string;
}

/** An object's end. */
export interface Tail {
  /** At most as many of the last bytes as were asked for. */
  readonly bytes: Buffer;
  /** Of the whole object. */
  readonly size: number;
  readonly etag?: string;
}

/** The object is not there or must not be read: trying again does not help, unlike after any other failure. */
export class ObjectUnavailable extends Error {
  override readonly name = 'ObjectUnavailable';

  /** @param code S3's name for it */
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

export const urlOf = ({ bucket, key, version }: ObjectPlace) =>
  `s3://${bucket}/${key}${version === undefined ? '' : `?versionId=${version}`}`;
