import type { Found, FoundTable } from '../../../lib/verification/judge-view';
import type { TablesPort } from '../ports';

/** The catalog as it was when first asked: a lake's thousands of tables come a hundred at a time. */
export class CatalogSnapshot {
  private readonly databases = new Map<string, Promise<ReadonlyMap<string, FoundTable>>>();
  private readonly unlisted = new Map<string, Promise<'absent' | 'hidden'>>();

  constructor(private readonly tables: TablesPort) {}

  public async lookUp(database: string, table: string): Promise<Found> {
    const listed = await this.of(database);
    const found = listed.get(table);
    if (found) return found;
    // A listing leaves out what Lake Formation hides.
    const key = `${database}.${table}`;
    const asked = this.unlisted.get(key) ?? this.ask(database, table);
    this.unlisted.set(key, asked);
    return asked;
  }

  public async of(database: string): Promise<ReadonlyMap<string, FoundTable>> {
    const known = this.databases.get(database) ?? this.list(database);
    this.databases.set(database, known);
    return known;
  }

  private async ask(database: string, table: string): Promise<'absent' | 'hidden'> {
    // Found one by one, and yet not listed: the listing was filtered.
    return (await this.tables.find({ database, table })) === 'absent' ? 'absent' : 'hidden';
  }

  private async list(database: string): Promise<ReadonlyMap<string, FoundTable>> {
    const tables = await this.tables.tablesOf(database);
    return new Map(tables.map((each) => [each.table, each]));
  }
}
