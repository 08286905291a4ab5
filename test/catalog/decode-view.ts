/** What the engine reads back from a stored view. */
export interface ViewJson {
  readonly originalSql: string;
  readonly catalog: string;
  readonly schema: string;
  readonly columns: { readonly name: string; readonly type: string }[];
}

/** Decodes `ViewOriginalText` as trinodb/trino:ViewReaderUtil.java does: exact prefix and suffix, base64 between. */
export function decodeView(text: string): ViewJson {
  const [, encoded] = /^\/\* Presto View: ([A-Za-z0-9+/]+={0,2}) \*\/$/.exec(text) ?? [];
  if (!encoded) {
    throw new Error(`no Presto view: ${text.slice(0, 80)}`);
  }
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
}
