import type { Column } from '../catalog/layouts/layout';
import type { LakeView } from '../model/lake-view';

/** A declared view with everything that its SQL tells. */
export interface AnalysedView {
  readonly view: LakeView;
  /** `database.view`. */
  readonly key: string;
  /** The query as it is stored, without `*`. */
  readonly sql: string;
  /** Declared columns, else those of the query. */
  readonly columns: readonly Column[];
  /** What the view reads, views expanded with their whole text; sorted. */
  readonly bases: readonly ViewBase[];
  /** `database.view` of the invoker views between the view and its bases, those of layouts included; sorted. */
  readonly views: readonly string[];
  /** `database.view` of every declared view that it reads, directly or through others: they come first; sorted. */
  readonly declaredViews: readonly string[];
  /** Tables of Tabulator that it reads, as a query writes them; sorted. */
  readonly federated: readonly string[];
  /** Buckets with the data of its bases; sorted. Of a definer view among them, none: its readers need no access to data. */
  readonly buckets: readonly string[];
}

/**
 * Something that a view reads. Views that hold data or shield what they read are bases themselves: whoever reads
 * through them needs access to them, not to what is behind them.
 */
export interface ViewBase {
  /** `database.table`. */
  readonly key: string;
  readonly database: string;
  readonly table: string;
  readonly kind: 'table' | 'analytical' | 'definer';
  /** Columns that are read anywhere in the query; sorted. None: `count(*)` alone reads it. */
  readonly columns: readonly string[];
  /** Those that no grant can name, such as `$path`; sorted. */
  readonly hiddenColumns: readonly string[];
  /** Bucket with its data. */
  readonly bucket?: string;
}
