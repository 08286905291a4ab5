/** Results in the order of their inputs, of which a number is under way at any time. */
export async function* ahead<In, Out>(
  inputs: AsyncIterable<In>,
  count: number,
  work: (input: In) => Promise<Out>,
): AsyncIterable<Out> {
  const running: Promise<Out>[] = [];
  try {
    for await (const input of inputs) {
      const result = work(input);
      // Its failure is thrown when its turn comes.
      result.catch(() => undefined);
      running.push(result);
      if (running.length >= count) yield (await running.shift()) as Out;
    }
    while (running.length) yield (await running.shift()) as Out;
  } finally {
    await Promise.allSettled(running);
  }
}
