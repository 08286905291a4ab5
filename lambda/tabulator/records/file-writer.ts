import type { TabulatorColumn } from '../../../lib/tabulator/definition/table-definition';
import type { Table } from '../tables/table';
import type { BlockColumns } from './block-columns';
import type { FileTarget } from './file-target';
import type { Output } from './output';
import type { SplitFile } from './split-files';

/** Adds to a file's rows what is the same in all of them. */
export class FileWriter implements FileTarget {
  issue?: string;
  isOpened?: boolean;
  private readonly constants: ReadonlyMap<string, Buffer | undefined>;

  constructor(
    private readonly table: Table,
    { packageName, topHash, entry, groups }: SplitFile,
    private readonly blockColumns: BlockColumns,
    private readonly output: Output,
  ) {
    const values = {
      ...groups,
      $pkg_name: packageName,
      $logical_key: entry.logicalKey,
      $physical_key: entry.physicalKey,
      $top_hash: topHash,
    };
    const bytes = (value: string | null) => (value === null ? undefined : Buffer.from(value));
    this.constants = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), bytes(value)]));
  }

  get declared(): readonly TabulatorColumn[] {
    return this.table.definition.columns;
  }

  get columns() {
    return this.blockColumns.declared;
  }

  async added(rows: number): Promise<void> {
    for (const [name, column] of this.blockColumns.added) {
      const value = name === '$issue' ? this.issue && Buffer.from(this.issue) : this.constants.get(name);
      if (value) column.repeat(value, rows);
      else column.appendNulls(rows);
    }
    await this.output.added(rows);
  }

  /** One row instead of the file's. */
  async addIssue(issue: string): Promise<void> {
    this.issue = issue;
    this.columns.forEach((column, i) => {
      if (this.declared[i].nullable) column?.appendNulls(1);
      else column?.appendDefault();
    });
    await this.added(1);
  }
}
