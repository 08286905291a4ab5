-- name: star of a qualified table
SELECT shapes.t.* FROM shapes.t
-- name: star of a fully qualified table
SELECT awsdatacatalog.shapes.t.* FROM awsdatacatalog.shapes.t
-- name: star of renamed columns
SELECT w.* FROM v AS w (n, key, up, text, money, time)
-- name: quoted upper case is the same column
SELECT "A", "T"."B" FROM "SHAPES"."T"
-- name: five parts
SELECT awsdatacatalog.shapes.nested.address.geo FROM awsdatacatalog.shapes.nested
-- name: alias that is named as a struct
SELECT address.id, address.address.city FROM nested address
-- name: alias that is named as a struct, and only the struct has the field
SELECT address.city FROM nested address
-- name: table column before struct field
SELECT address.id FROM nested, (SELECT a AS id FROM t) AS address
-- name: struct of the inner query before a table of the outer
SELECT (SELECT t.b FROM other.other LIMIT 1) AS x FROM t
-- name: inner column hides the outer
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE a = 1)
-- name: outer column where the inner has none
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE b = x AND e > 0)
-- name: inner alias hides the outer table
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u AS t WHERE t.x = 1)
-- name: cte of a subquery hides that of the query
WITH q AS (SELECT a FROM t) SELECT a FROM q WHERE a IN (WITH q AS (SELECT x FROM u) SELECT x FROM q)
-- name: cte name in another case
WITH Q AS (SELECT a FROM t) SELECT "q".A FROM "Q"
-- name: cte in a join with itself
WITH q AS (SELECT a, k, secret FROM u) SELECT x.k FROM q x JOIN q y USING (a)
-- name: cte used in its sibling's subquery
WITH p AS (SELECT a FROM t), q AS (SELECT x FROM u WHERE a IN (SELECT a FROM p)) SELECT count(*) FROM q
-- name: cte over a view of the same name as a table
WITH plain AS (SELECT id FROM v) SELECT p.id, w.name FROM plain p, views.plain w
-- name: recursive cte with joins and a view
WITH RECURSIVE r (n, name) AS (SELECT a, name FROM views.plain UNION ALL SELECT r.n + 1, u.y FROM r, u WHERE u.a = r.n AND r.n < 3) SELECT n FROM r
-- name: recursive cte in a subquery
SELECT a FROM t WHERE b IN (WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r)
-- name: lateral after lateral
SELECT y.n FROM t CROSS JOIN LATERAL (SELECT t.a + 1 AS m) x CROSS JOIN LATERAL (SELECT x.m * 2 AS n) y
-- name: lateral with a comma
SELECT x.m FROM t, LATERAL (SELECT t.a + 1 AS m) AS x
-- name: unnest in a correlated subquery
SELECT a, (SELECT max(n) FROM UNNEST(t.arr) AS q (n)) AS top FROM t
-- name: unnest in a lateral
SELECT id, q.n FROM nested CROSS JOIN LATERAL (SELECT count(*) AS n FROM UNNEST(tags) AS g (tag) WHERE g.tag = address.city) q
-- name: unnest in exists
SELECT id FROM nested WHERE EXISTS (SELECT 1 FROM UNNEST(items) AS i (sku, qty, price) WHERE i.sku = 'x')
-- name: unnest of maps of rows
SELECT key, label, "values" FROM nested CROSS JOIN UNNEST(map_keys(deep), map_values(deep)) AS x (key, label, "values")
-- name: unnest of an array of rows with ordinality
SELECT sku, n FROM nested CROSS JOIN UNNEST(items) WITH ORDINALITY AS x (sku, qty, price, n)
-- name: unnest map of dates
SELECT day, numbers FROM nested CROSS JOIN UNNEST(by_day) AS x (day, numbers)
-- name: star over unnest
SELECT * FROM (SELECT id, tags FROM nested) CROSS JOIN UNNEST(tags) WITH ORDINALITY
-- name: unnest of literals of rows
SELECT x.a, x.b FROM UNNEST(ARRAY[ROW(1, 'x'), ROW(2, 'y')]) AS x (a, b)
-- name: set operations of three kinds
SELECT a FROM t UNION ALL (SELECT x FROM u INTERSECT SELECT id FROM v) EXCEPT SELECT 7
-- name: intersect all and except all
SELECT a FROM t INTERSECT ALL SELECT a FROM u EXCEPT ALL SELECT 1
-- name: union under order by expression
SELECT a AS n, c AS s FROM t UNION SELECT x, y FROM u ORDER BY n + length(s)
-- name: union of structs
SELECT address FROM nested UNION ALL SELECT CAST(ROW(c, k, ROW(d, d)) AS row(street varchar, city varchar, geo row(lat double, lon double))) FROM t
-- name: union with nulls
SELECT NULL AS n, 'a' AS s FROM t UNION ALL SELECT x, y FROM u
-- name: union in a derived table read in part
SELECT q.n FROM (SELECT a AS n, c AS s FROM t UNION ALL SELECT x, secret FROM u) q
-- name: order by alias that hides a column in an expression
SELECT d AS a, b FROM t ORDER BY a + b
-- name: order by qualified input column of the alias's name
SELECT d AS a FROM t ORDER BY t.a
-- name: order by an aggregate
SELECT a FROM t GROUP BY a ORDER BY sum(b)
-- name: order by in a subquery
SELECT a FROM (SELECT a FROM t ORDER BY g LIMIT 3)
-- name: having with a subquery and an alias of the table
SELECT x.a FROM t x GROUP BY x.a HAVING max(x.d) > (SELECT avg(z) FROM u)
-- name: empty grouping set
SELECT count(*), max(a) FROM t GROUP BY ()
-- name: distinct grouping sets
SELECT a, c, count(*) FROM t GROUP BY DISTINCT ROLLUP (a, c), CUBE (a)
-- name: group by a computed ordinal and having on it
SELECT date_trunc('day', g) AS day, count(*) AS n FROM t GROUP BY 1 HAVING date_trunc('day', g) > TIMESTAMP '2024-01-01 00:00:00'
-- name: aggregates inside expressions
SELECT k, sum(b) * 100.0 / count(*) AS share, CASE WHEN max(h) THEN min(c) ELSE k END AS s FROM (SELECT k, b, c, CAST(h AS tinyint) = 1 AS h FROM t) GROUP BY k
-- name: window over window of a subquery
SELECT n - lag(n) OVER (ORDER BY n) AS gap FROM (SELECT row_number() OVER (PARTITION BY c ORDER BY f) AS n FROM t)
-- name: window frame with an expression
SELECT sum(e) OVER (ORDER BY f RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW) AS s FROM t
-- name: window with aggregate arguments
SELECT k, sum(sum(b)) OVER (ORDER BY k) AS running FROM t GROUP BY k
-- name: window with row pattern
SELECT user_id, s OVER w FROM events WINDOW w AS (PARTITION BY user_id ORDER BY at MEASURES LAST(B.session) AS s ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A B+) DEFINE B AS B.value > PREV(B.value))
-- name: match recognize with all rows
SELECT m.user_id, m.payload, m.c, m.n FROM events MATCH_RECOGNIZE (PARTITION BY user_id ORDER BY at MEASURES CLASSIFIER() AS c, MATCH_NUMBER() AS n ALL ROWS PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A B*) DEFINE B AS B.kind = A.kind) AS m
-- name: match recognize with subset
SELECT m.s FROM events MATCH_RECOGNIZE (ORDER BY at MEASURES sum(U.value) AS s PATTERN (A B) SUBSET U = (A, B) DEFINE A AS A.day = 'x') AS m
-- name: match recognize with aliases over a query
SELECT x.p, x.q FROM (SELECT k, a, b FROM t) MATCH_RECOGNIZE (PARTITION BY k ORDER BY a MEASURES max(A.b) AS top PATTERN (A+) DEFINE A AS A.b > 0) AS x (p, q)
-- name: json table with nested paths
SELECT j.* FROM events e CROSS JOIN JSON_TABLE(e.payload, 'lax $' COLUMNS (id bigint PATH 'lax $.id', raw varchar FORMAT JSON PATH 'lax $.raw', NESTED PATH 'lax $.items[*]' COLUMNS (sku varchar(20) PATH 'lax $.sku'))) AS j
-- name: json table with passing and on
SELECT e.kind, j.v FROM events e LEFT JOIN JSON_TABLE(e.payload, 'lax $.a[$i]' PASSING e.user_id AS "i" COLUMNS (v double PATH 'lax $' DEFAULT e.value ON EMPTY)) AS j ON true
-- name: json value with defaults
SELECT json_value(payload, 'lax $.a' RETURNING double DEFAULT value ON EMPTY NULL ON ERROR) AS v FROM events
-- name: tablesample of a subquery
SELECT q.a FROM (SELECT a, secret FROM u) q TABLESAMPLE SYSTEM (5)
-- name: aliases without as
SELECT a first, c "Second one", d AS "third.one" FROM t
-- name: same output name twice
SELECT a, b AS a FROM t
-- name: unnamed columns
SELECT a + 1, lower(c), 5, count(*) OVER () FROM t
-- name: derived unnamed column beside a named one
SELECT q.a FROM (SELECT a, b + 1 FROM t) q
-- name: values of one column
SELECT q.n + 1 AS m FROM (VALUES 1, 2) AS q (n)
-- name: values of rows and expressions
SELECT q.d, q.t FROM (VALUES (DATE '2024-01-01' + INTERVAL '1' MONTH, upper('x')), (current_date, NULL)) AS q (d, t)
-- name: row comparisons
SELECT a FROM t WHERE ROW(a, c) = ROW(b, k) OR (a, c) IN ((1, 'x'), (2, 'y'))
-- name: nested rows by position
SELECT CAST(ROW(a, ROW(c)) AS row(n integer, r row(s varchar))).r.s AS s, ROW(a, c)[1] AS n FROM t
-- name: subscripts with columns
SELECT arr[a], props[k], matrix[1][a] FROM t, nested
-- name: lambda parameters of the names of columns and tables
SELECT transform(arr, t -> t + 1) AS x, filter(arr, arr -> arr > b) AS y FROM t
-- name: lambda over rows with a struct of the name
SELECT transform(items, nested -> nested.qty) AS x, transform(items, address -> address.sku) AS y FROM nested
-- name: lambda with a case and casts
SELECT transform(tags, g -> CASE WHEN g LIKE 'x%' THEN TRY_CAST(g AS integer) ELSE id END) AS x FROM nested
-- name: lambdas of two arguments
SELECT zip_with(arr, ARRAY[b], (x, y) -> x * y) AS z, map_zip_with(props, counts, (k, v, n) -> v || CAST(n AS varchar)) AS m, array_sort(items, (x, y) -> if(x.qty < y.qty, -1, 1)) AS s, reduce_agg(b, 0, (s, x) -> s + x, (s, x) -> s + x) AS r FROM t, nested GROUP BY arr, b, props, counts, items
-- name: map transformations
SELECT transform_keys(counts, (k, v) -> upper(k)) AS a, map_concat(props, MAP(ARRAY[k], ARRAY[c])) AS b, map_from_entries(ARRAY[(a, c)]) AS c FROM t, nested
-- name: any, all and none of an array
SELECT any_match(items, i -> i.price > 1.5) AS x, none_match(tags, g -> g = props['a']) AS y, array_max(arr) AS z, array_position(tags, c) AS p FROM nested, t
-- name: date parts and zones
SELECT extract(DAY_OF_WEEK FROM g) AS w, year(f) AS y, day_of_year(f) AS d, date_add('day', 3, f) AS n, date_format(g, '%Y') AS s, date_parse(c, '%Y') AS p, at_timezone(from_unixtime(b), 'UTC') AS z, with_timezone(g, 'UTC') AS v, CAST(g AS time) AS t, g AT TIME ZONE 'Europe/Berlin' AS b FROM t
-- name: intervals
SELECT g + INTERVAL '1' YEAR AS x, f - f AS d, g - g AS e, INTERVAL '2' DAY * 3 AS i, INTERVAL '1-2' YEAR TO MONTH AS j, INTERVAL '1 02:03' DAY TO MINUTE AS k FROM t
-- name: types in casts
SELECT CAST(a AS double precision) AS x, CAST(c AS char(3)) AS y, CAST(c AS varchar(5)) AS z, CAST(c AS timestamp with time zone) AS t, CAST(c AS timestamp(6)) AS s, CAST(a AS decimal) AS d, CAST(c AS varbinary) AS b, CAST(c AS uuid) AS u, CAST(c AS ipaddress) AS i, CAST(a AS real) AS r, CAST(c AS time(6) with time zone) AS q, CAST(props AS map(varchar, json)) AS m FROM t, nested
-- name: binary functions
SELECT to_hex(sha256(to_utf8(c))) AS h, md5(c_bin) AS m, from_base64(k) AS b, length(c_bin) AS n, crc32(c_bin) AS r, xxhash64(c_bin) AS x FROM t, every_type
-- name: numbers and bits
SELECT bitwise_and(a, b) AS x, mod(a, 3) AS m, power(a, 2) AS p, ceil(e) AS c, floor(d) AS f, truncate(e) AS t, sign(a) AS s, random() AS r, pi() AS y, log10(d) AS l, width_bucket(d, 1, 2, 5) AS w, round(d, 2) AS o, round(e) AS q FROM t
-- name: small integers
SELECT c_tiny + 1 AS a, c_tiny * c_tiny AS b, -c_small AS c, c_int / c_small AS d, c_big % c_tiny AS e, c_int * 1.0 AS f, c_real + c_double AS g, c_real * c_dec AS h, c_small_dec / c_int AS i, c_small_dec + 1 AS j, c_dec * c_dec AS k, sum(c_small) OVER () AS l, avg(c_real) OVER () AS m, sum(c_small_dec) OVER () AS n, avg(c_dec) OVER () AS o, max(c_char) OVER () AS p FROM every_type
-- name: chars and varchars
SELECT c_char || 'x' AS a, c_varchar || c_varchar AS b, coalesce(c_char, c_varchar) AS c, if(c_bool, c_varchar, 'a longer one than that of the column') AS d, upper(c_char) AS e, substr(c_varchar, 1) AS f, CASE WHEN c_bool THEN 'ab' ELSE 'abc' END AS g, nullif(c_varchar, 'x') AS h, greatest(c_char, 'x') AS i, trim(c_char) AS j, lpad(c_varchar, 3, 'x') AS k, concat(c_char, c_varchar) AS l FROM every_type
-- name: text functions
SELECT strpos(c, 'x'), split(c, ','), split_to_map(c, ',', '='), levenshtein_distance(c, k), starts_with(c, 'x'), translate(c, 'a', 'b'), codepoint('x'), chr(a), normalize(c), to_utf8(c), url_extract_host(c), url_encode(c), word_stem(c), soundex(c), regexp_count(c, 'x'), regexp_split(c, 'x'), hamming_distance(c, k), format_number(b), human_readable_seconds(d), trim(LEADING FROM c), ltrim(c, 'x') FROM t
-- name: json conversions
SELECT json_array_get(payload, 0), json_size(payload, '$.a'), is_json_scalar(payload), CAST(json_extract(payload, '$.l') AS array(bigint)), CAST(ROW(kind, value) AS json), json_object(KEY 'k' VALUE kind), CAST(MAP(ARRAY['a'], ARRAY[value]) AS json) FROM events
-- name: more aggregates
SELECT any_value(c), approx_most_frequent(3, c, 10), array_agg(a) FILTER (WHERE h), bool_or(h), bitwise_or_agg(a), covar_pop(d, d), every(h), kurtosis(d), map_union(MAP(ARRAY[c], ARRAY[a])), max(c, 2), multimap_agg(k, c), numeric_histogram(3, d), regr_slope(d, d), skewness(d), stddev_pop(d), approx_percentile(b, ARRAY[0.1, 0.9]), max_by(ROW(a, c), b), variance(a), sum(CAST(a AS real)), avg(e), avg(f - f), sum(g - g), histogram(a), count_if(a > 1) FROM t
-- name: try, conditionals and types of null
SELECT try(CAST(c AS integer)) AS a, coalesce(NULL, b) AS b, if(h, NULL, c) AS c, CASE WHEN h THEN 1 WHEN a > 1 THEN 2.5 END AS d, CASE WHEN h THEN arr END AS e, nullif(1, 2) AS f, NULL AS g, typeof(a) AS h, coalesce(f, g) AS i FROM t
-- name: comparisons across types
SELECT a = b AS x, d > e AS y, f < g AS z, c_char = c_varchar AS w, a IN (1, 2.5, b) AS v, a BETWEEN b AND d AS u FROM t, every_type
-- name: partitioned by a path
SELECT regexp_extract(t."$path", '([^/]+)/[^/]+$', 1) AS folder, max(shapes.t."$file_size") AS bytes FROM shapes.t GROUP BY 1
-- name: hidden column after using
SELECT t."$path", u."$path" AS other FROM t JOIN u USING (k)
-- name: hidden columns are in no star
SELECT q.* FROM (SELECT * FROM t) q
-- name: hidden columns of a join without qualifier in a subquery
SELECT (SELECT max("$path") FROM u) AS newest FROM t
-- name: view in a cte in a view's query
WITH o AS (SELECT * FROM views.over_plain) SELECT o.total, p.e FROM o JOIN views.plain p ON p.name = o.name
-- name: views of quilt in one query
SELECT p.message, o.hash.type FROM views.packages p JOIN views.packages_and_objects q ON p.pkg_name = q.pkg_name JOIN sales_prod."archive_objects-view" o ON o.top_hash = p.top_hash
-- name: exists over a view
SELECT a FROM t WHERE EXISTS (SELECT * FROM views.exploded WHERE id = t.a)
-- name: in over a view's only column
SELECT a FROM t WHERE b IN (TABLE views.without_columns)
-- name: current names
SELECT current_catalog AS c, current_schema AS s, current_user AS u, localtime AS l, current_time AS t, now() AS n, current_timestamp(6) AS p FROM t
-- name: text with quotes and comments in it
SELECT 'it''s -- no comment' AS a, '/* nor this */' AS b, c AS "q""uoted" FROM t /* SELECT secret FROM u */
-- name: unicode literals and names
SELECT U&'\+01F600' AS smile, '名前' AS name, c AS "名前" FROM t WHERE c = 'é'
-- name: offset without order
SELECT a FROM t OFFSET 2 LIMIT ALL
-- name: fetch first row only
SELECT a FROM t ORDER BY b FETCH FIRST ROW ONLY
-- name: parentheses everywhere
((SELECT ((a)) AS a FROM (((t))) WHERE (((b > 0)))))
-- name: join of a derived table, a view and unnest
SELECT d.n, x.sku, p.name FROM (SELECT a AS n, k FROM t) d JOIN views.plain p ON d.n = p.a LEFT JOIN (nested CROSS JOIN UNNEST(items) AS x (sku, qty, price)) ON nested.id = d.n
-- name: joins with using of derived tables
SELECT k, n, m FROM (SELECT k, a AS n FROM t) JOIN (SELECT k, x AS m FROM u) USING (k)
-- name: using over struct columns of the same name
SELECT id, n.address.city FROM nested n JOIN (SELECT id FROM v) USING (id)
-- name: using of cte with other types
WITH p AS (SELECT CAST(a AS bigint) AS a, c FROM t) SELECT a, p.c, u.y FROM p FULL JOIN u USING (a)
-- name: full join star
SELECT * FROM (SELECT a, b FROM t) FULL JOIN (SELECT a, x FROM u) USING (a)
-- name: count of a using column
SELECT count(DISTINCT k), max(t.a) FROM t LEFT JOIN v USING (k) GROUP BY k
-- name: semi join on a computed value
SELECT a FROM t WHERE lower(c) || k IN (SELECT upper(y) FROM u WHERE z > d)
-- name: deep correlation
SELECT a FROM t WHERE b = (SELECT max(x) FROM u WHERE u.k = t.k AND u.a IN (SELECT v.id FROM v WHERE v.label = u.y))
-- name: scalar subquery in a lateral join's list
SELECT t.a, s.x FROM t LEFT JOIN LATERAL (SELECT (SELECT max(label) FROM v WHERE v.k = t.k) AS x) s ON true
-- name: case with subqueries
SELECT CASE WHEN EXISTS (SELECT 1 FROM u WHERE u.a = t.a) THEN (SELECT max(label) FROM v) ELSE c END AS x FROM t
-- name: not in with nulls and between subqueries
SELECT a FROM t WHERE a NOT IN (SELECT x FROM u WHERE x IS NOT NULL) AND b BETWEEN (SELECT min(id) FROM v) AND (SELECT max(id) FROM v)
-- name: lambda with a column in an outer join condition
SELECT t.a FROM t LEFT JOIN u ON any_match(u.arr, x -> x = t.k)
-- name: query of its own in an outer join condition
SELECT t.a FROM t LEFT JOIN u ON t.a = u.a AND EXISTS (SELECT 1 FROM v WHERE v.id > 3)
-- name: query with a reference in an inner join condition
SELECT t.a FROM t JOIN u ON t.a = u.a AND EXISTS (SELECT 1 FROM v WHERE v.k = u.secret)
-- name: intervals times numbers of every kind
SELECT INTERVAL '1' DAY * 1.5 AS x, INTERVAL '1' YEAR * REAL '2' AS y, (g - INTERVAL '1' DAY) + INTERVAL '2' MONTH AS z FROM t
-- name: null in arithmetic
SELECT e + NULL AS x, NULL - f AS y, NULL % NULL AS z, g + NULL AS w FROM t
-- name: forms with as few arguments as they take
SELECT if(h, a) AS x, greatest(a) AS y, concat_ws(',', arr2) AS z FROM (SELECT h, a, ARRAY[c] AS arr2 FROM t)
-- name: distinct and order in aggregates over a window
SELECT sum(DISTINCT a) OVER (PARTITION BY k) AS x, array_agg(a ORDER BY b) OVER () AS y FROM t
-- name: lambdas of every function that takes them
SELECT reduce(arr, 0, (s, x) -> s + x, s -> s) AS r, zip_with(arr, arr, (x, y) -> x + y) AS z,
  array_sort(arr, (x, y) -> IF(x < y, 1, -1)) AS q, map_filter(map(arr, arr), (k, v) -> v > 1) AS m,
  transform_keys(map(arr, arr), (k, v) -> k + 1) AS p, regexp_replace(c, '(a)', x -> upper(x[1])) AS e,
  reduce_agg(a, 0, (x, y) -> x + y, (x, y) -> x + y) OVER () AS g, none_match(arr, x -> x > 3) AS n FROM t
