/**
 * Remembers at most so many things, whoever sends whatever: for one too many, the one that was set longest ago is
 * forgotten.
 */
export class BoundedMap<K, V> {
  private readonly known = new Map<K, V>();

  constructor(private readonly most: number) {}

  get(key: K): V | undefined {
    return this.known.get(key);
  }

  has(key: K): boolean {
    return this.known.has(key);
  }

  set(key: K, value: V): void {
    // A map keeps its keys in the order in which they came: one that is set again is the newest.
    this.known.delete(key);
    this.known.set(key, value);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= this.most) return;
      this.known.delete(oldest);
    }
  }

  delete(key: K): void {
    this.known.delete(key);
  }
}
