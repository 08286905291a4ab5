/** A map that announces every lookup, so that what is looked for can be put there first. */
export class LookedUpFirst<V> extends Map<string, V> {
  constructor(
    entries: Iterable<readonly [string, V]>,
    private readonly announce: (key: string) => void,
  ) {
    super();
    for (const [key, value] of entries) this.set(key, value);
  }

  override get(key: string): V | undefined {
    this.announce(key);
    return super.get(key);
  }

  override has(key: string): boolean {
    this.announce(key);
    return super.has(key);
  }
}
