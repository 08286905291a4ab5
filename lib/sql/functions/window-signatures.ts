/** Functions that need a window. What `SHOW FUNCTIONS` of Trino 476 says; indented lines go on with the function above. */
export const WINDOW_SIGNATURES = `
cume_dist (): double;
dense_rank (): bigint;
first_value (t): t;
lag (t): t; (t, bigint): t; (t, bigint, t): t;
last_value (t): t;
lead (t): t; (t, bigint): t; (t, bigint, t): t;
nth_value (t, bigint): t;
ntile (bigint): bigint;
percent_rank (): double;
rank (): bigint;
row_number (): bigint;
`;
