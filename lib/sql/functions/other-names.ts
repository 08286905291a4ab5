/**
 * Names that people try, from other engines and from Athena's first one, and what the function is called here
 * (docs.aws.amazon.com/athena/latest/ug/geospatial-functions-list-v2-function-name-changes-and-new-functions.html).
 */
export const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  [
    'st_coordinate_dimension st_coorddim, st_end_point st_endpoint, st_exterior_ring st_exteriorring',
    'st_interior_ring_number st_numinteriorring, st_geometry_from_text st_geometryfromtext',
    'st_is_closed st_isclosed, st_is_empty st_isempty, st_is_ring st_isring, st_max_x st_xmax, st_max_y st_ymax',
    'st_min_x st_xmin, st_min_y st_ymin, st_point_number st_numpoints, st_start_point st_startpoint',
    'st_symmetric_difference st_symdifference, st_geomfromtext st_geometryfromtext',
    'nvl coalesce, ifnull coalesce, isnull coalesce, iif if, len length, instr strpos, charindex strpos',
    'string_agg listagg, group_concat listagg, collect_list array_agg, collect_set array_agg',
    'datediff date_diff, dateadd date_add, getdate now, sysdate now, size cardinality, array_length cardinality',
    'get_json_object json_extract_scalar, json_value_text json_extract_scalar, to_json json_format',
    'array_contains contains, median approx_percentile, explode unnest, regexp regexp_like, ucase upper, lcase lower',
  ]
    .join(', ')
    .split(', ')
    .map((pair) => pair.split(' ') as [string, string]),
);
