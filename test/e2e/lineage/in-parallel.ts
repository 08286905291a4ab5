/** More do not make two processors faster. */
const AT_ONCE = 4;

/** Maps with a few at a time, and keeps the order. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
