/**
 * Ways of calling functions that the engine takes and `SHOW FUNCTIONS` does not tell (`hidden = true` in
 * trinodb/trino: core/trino-main/src/main/java/io/trino/operator/scalar/timestamptz/AtTimeZoneWithOffset.java and
 * timetz/AtTimeZone.java beside it).
 */
export const HIDDEN_SIGNATURES = `
at_timezone (timestamp(p) with time zone, interval day to second): timestamp(p) with time zone;
  (time(p) with time zone, varchar(x)): time(p) with time zone;
  (time(p) with time zone, interval day to second): time(p) with time zone;
`;
