import { QuiltAthenaValidationError } from '../model/validation-error';
import { LAYOUTS } from './layouts';
import { classic } from './layouts/classic';
import type { Layout } from './layouts/layout';

/**
 * A set of tables and views that a bucket of packages gets.
 *
 * @example
 * new BucketTables(this, 'my-bucket', {
 *   database,
 *   bucketName: 'my-bucket',
 *   layouts: [TableLayout.CLASSIC],
 * });
 */
export class TableLayout {
  /** Packages and manifests as they lie in the bucket, and the views `packages-view` and `objects-view` over them. */
  public static readonly CLASSIC = new TableLayout(classic);

  /**
   * The layout of that name.
   *
   * @param name as in the configuration, for example `classic`
   */
  public static of(name: string): TableLayout {
    const layout = LAYOUTS.get(name);
    if (!layout) {
      const known = [...LAYOUTS.keys()].map((known) => JSON.stringify(known)).join(', ');
      throw new QuiltAthenaValidationError(`no table layout is called ${JSON.stringify(name)}: use one of ${known}`);
    }
    return TableLayout._from(layout);
  }

  /** @internal */
  public static _from(layout: Layout): TableLayout {
    return new TableLayout(layout);
  }

  /** Name of the layout. */
  public readonly name: string;

  /** @internal */
  public readonly _layout: Layout;

  private constructor(layout: Layout) {
    this.name = layout.name;
    this._layout = layout;
  }
}
