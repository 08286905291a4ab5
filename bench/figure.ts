/** One measured number, and what it is compared with. */
export interface Figure {
  readonly figure: string;
  readonly at?: Record<string, number | string>;
  readonly value: number;
  readonly unit: string;
  /** The same quantity of the baseline, measured beside it. */
  readonly baseline?: number;
  readonly ratio?: number;
  /** What the ratio (or the value, where there is no baseline) may be at most. */
  readonly limit?: number;
  /** The ratio's 10th and 90th percentile over the repetitions. */
  readonly spread?: readonly number[];
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** Prints one JSON object a line. */
export function report(figure: Omit<Figure, 'ratio'>): Figure {
  const ratio = figure.baseline ? rounded(figure.value / figure.baseline) : undefined;
  const baseline = figure.baseline && rounded(figure.baseline);
  const spread = figure.spread?.map(rounded);
  const line: Figure = { ...figure, value: rounded(figure.value), baseline, ratio, spread };
  console.log(JSON.stringify(line));
  return line;
}
