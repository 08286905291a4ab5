/** Numbers that look random and are the same for the same seed (mulberry32, github.com/cprosche/mulberry32). */
export class Dice {
  private state: number;

  public constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 to n - 1. */
  public below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  }

  /** Whether something happens that happens so many times in a hundred. */
  public percent(chance: number): boolean {
    return this.below(100) < chance;
  }

  public one<T>(of: readonly T[]): T {
    return of[this.below(of.length)];
  }

  /** From one to `most` of them, in their order. */
  public some<T>(of: readonly T[], most: number): T[] {
    const wanted = 1 + this.below(Math.min(most, of.length));
    const chosen = new Set<number>();
    while (chosen.size < wanted) chosen.add(this.below(of.length));
    return of.filter((_, i) => chosen.has(i));
  }
}
