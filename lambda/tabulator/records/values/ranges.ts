import type { TabulatorType } from '../../../../lib/tabulator/definition/table-definition';

/** The least and the greatest value of the types that hold whole numbers. */
export const RANGES = {
  TINYINT: [-128, 127],
  SMALLINT: [-32_768, 32_767],
  INT: [-2_147_483_648, 2_147_483_647],
} as const satisfies Partial<Record<TabulatorType, readonly [number, number]>>;

export const BIGINT_RANGE = [-(2n ** 63n), 2n ** 63n - 1n] as const;
