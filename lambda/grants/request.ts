/** The event of a custom resource, without what the framework keeps to itself. */
export interface ResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
  /** When the run began; `onEvent` adds it, and the framework hands it on to each `isComplete`. */
  readonly StartedAt?: number;
}

/** What the construct passes to the handler. */
export interface GrantsProperties {
  readonly plan: { readonly bucket: string; readonly key: string; readonly digest: string };
  /** ARN of each role by its short name. */
  readonly principals: Readonly<Record<string, string>>;
  readonly catalogId: string;
  /** Digest of what the tables are defined as: a table that is replaced loses its grants without the plan changing. */
  readonly tablesDigest: string;
  readonly recordsBucket: string;
}

const TEXTS = ['PlanBucket', 'PlanKey', 'PlanDigest', 'CatalogId', 'TablesDigest', 'RecordsBucket'] as const;

export function propertiesOf(raw: Readonly<Record<string, unknown>>): GrantsProperties {
  const missing = TEXTS.filter((name) => typeof raw[name] !== 'string' || raw[name] === '');
  const { Principals } = raw;
  if (missing.length > 0 || !isTextMap(Principals)) {
    const names = [...missing, ...(isTextMap(Principals) ? [] : ['Principals'])];
    throw new Error(
      `the grants resource needs ${[...TEXTS, 'Principals'].join(', ')}, found no usable ${names.join(', ')}; ` +
        'leave it to the construct LakeFormationGrants to set them',
    );
  }
  const text = (name: (typeof TEXTS)[number]) => String(raw[name]);
  return {
    plan: { bucket: text('PlanBucket'), key: text('PlanKey'), digest: text('PlanDigest') },
    principals: Principals,
    catalogId: text('CatalogId'),
    tablesDigest: text('TablesDigest'),
    recordsBucket: text('RecordsBucket'),
  };
}

function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}

/** It never changes in the life of a stack: another one would have CloudFormation delete what it replaced. */
export function physicalId({ StackId, PhysicalResourceId }: ResourceEvent, catalogId: string): string {
  return PhysicalResourceId ?? `lake-formation-grants/${catalogId}/${StackId.split('/').slice(1).join('/')}`;
}
