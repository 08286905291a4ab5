-- name: star
SELECT * FROM t
-- name: qualified star and column
SELECT x.*, x.a AS again FROM t AS x
-- name: two stars
SELECT t.*, u.* FROM t, u
-- name: star with column aliases
SELECT q.* AS (k, n) FROM (SELECT k, a FROM t) q
-- name: count star reads no column
SELECT count(*) FROM u
-- name: constant from a table
SELECT 1 AS one FROM u
-- name: no table
SELECT 1 AS one, 'x' AS two, DATE '2024-01-01' AS three
-- name: case folding
SELECT A, T.B, "c" FROM T
-- name: alias hides the table's name
SELECT x.a FROM t x WHERE x.b > 1
-- name: table name with database
SELECT shapes.t.a, t.b FROM shapes.t
-- name: table name with catalog
SELECT awsdatacatalog.shapes.t.a, shapes.t.b, t.c FROM awsdatacatalog.shapes.t
-- name: catalog in upper case
SELECT a FROM AwsDataCatalog.Shapes.T
-- name: same table name in two databases
SELECT shapes.t.c, other.t.b FROM shapes.t, other.t
-- name: column that is named as its table
SELECT other.id FROM other.other
-- name: struct column that is named as another table
SELECT t.b FROM other.other
-- name: deeper dereference of such a column
SELECT other.other.other.id FROM other.other
-- name: odd names
SELECT "mixed-case", "SELECT", "with space", "dotted.name", id FROM "odd.names"
-- name: odd names qualified
SELECT "odd.names"."mixed-case", o."dotted.name" FROM "odd.names", "odd.names" o
-- name: hidden columns
SELECT "$path", "$file_size", "$file_modified_time" FROM t
-- name: hidden column qualified and in where
SELECT x.a FROM t x WHERE x."$path" LIKE '%.json'
-- name: where reads
SELECT a FROM t WHERE b > 1 AND c LIKE 'x%' AND NOT h AND d BETWEEN 1 AND 2 AND e IN (1, 2, 3) AND f IS NOT NULL
-- name: is distinct from
SELECT a FROM t WHERE b IS DISTINCT FROM a AND c IS NOT DISTINCT FROM k
-- name: like with escape
SELECT a FROM t WHERE c LIKE 'a!_%' ESCAPE '!'
-- name: order by an input column
SELECT a FROM t ORDER BY d
-- name: order by an output column
SELECT a + b AS total FROM t ORDER BY total DESC NULLS LAST
-- name: order by an expression of output and input
SELECT a AS b, d FROM t ORDER BY b + d
-- name: order by ordinal
SELECT a, c FROM t ORDER BY 2, 1
-- name: order by prefers the output
SELECT d AS a FROM t ORDER BY a
-- name: order by after distinct
SELECT DISTINCT a, b FROM t ORDER BY b
-- name: limit and offset
SELECT a FROM t ORDER BY a OFFSET 5 ROWS FETCH FIRST 3 ROWS WITH TIES
-- name: group by
SELECT a, count(*) AS n, sum(b) AS s, avg(e) AS m, min(c) AS low, max(f) AS high FROM t GROUP BY a
-- name: group by ordinal and expression
SELECT a % 2, lower(c), count(DISTINCT d) FROM t GROUP BY 1, lower(c)
-- name: having
SELECT a FROM t GROUP BY a HAVING sum(b) > 10 AND max(d) < 3
-- name: global having
SELECT count(*) FROM t HAVING max(b) > 1
-- name: rollup and grouping
SELECT a, c, grouping(a, c) AS g, sum(b) AS s FROM t GROUP BY ROLLUP (a, c)
-- name: cube
SELECT a, c, count(*) FROM t GROUP BY CUBE (a, c)
-- name: grouping sets
SELECT a, c, k, count(*) FROM t GROUP BY GROUPING SETS ((a, c), (k), ())
-- name: mixed grouping elements
SELECT a, c, k, count(*) FROM t GROUP BY a, ROLLUP (c), CUBE (k)
-- name: filter clause
SELECT count(*) FILTER (WHERE b > 0) AS n, sum(d) FILTER (WHERE h) AS s FROM t
-- name: ordered aggregate
SELECT array_agg(c ORDER BY f DESC, a) AS all_c, listagg(k, ',') WITHIN GROUP (ORDER BY b) AS ks FROM t
-- name: distinct aggregate
SELECT count(DISTINCT c), array_agg(DISTINCT a) FROM t
-- name: window
SELECT a, row_number() OVER (PARTITION BY c ORDER BY f) AS n FROM t
-- name: window with frame
SELECT sum(b) OVER (PARTITION BY k ORDER BY g ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM t
-- name: window with range frame
SELECT avg(d) OVER (ORDER BY a RANGE BETWEEN 3 PRECEDING AND a FOLLOWING) AS s FROM t
-- name: window with groups frame
SELECT count(*) OVER (ORDER BY f GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS s FROM t
-- name: named windows
SELECT rank() OVER w AS r, lag(b, 2, 0) OVER (w ORDER BY d) AS before FROM t WINDOW w AS (PARTITION BY c)
-- name: a window over a window
SELECT sum(b) OVER w2 FROM t WINDOW w1 AS (PARTITION BY k), w2 AS (w1 ORDER BY f)
-- name: an unused window reads
SELECT a FROM t WINDOW w AS (PARTITION BY c ORDER BY d)
-- name: window functions
SELECT first_value(c) IGNORE NULLS OVER w, ntile(4) OVER w, percent_rank() OVER w, dense_rank() OVER w, lead(e) OVER w FROM t WINDOW w AS (ORDER BY b)
-- name: window over an aggregate
SELECT a, rank() OVER (ORDER BY sum(b) DESC) AS r FROM t GROUP BY a
-- name: window in order by
SELECT a FROM t ORDER BY row_number() OVER (ORDER BY d)
-- name: inner join
SELECT t.a, u.y FROM t INNER JOIN u ON t.a = u.a AND t.c < u.secret
-- name: left join
SELECT t.a, u.x FROM t LEFT OUTER JOIN u ON t.b = u.x
-- name: full join
SELECT coalesce(t.a, u.a) AS a FROM t FULL JOIN u ON t.a = u.a
-- name: right join
SELECT u.z FROM t RIGHT JOIN u ON t.k = u.k
-- name: join using
SELECT a, k, t.b, u.x FROM t JOIN u USING (a, k)
-- name: star over using
SELECT * FROM t JOIN u USING (k, a)
-- name: qualified star over using
SELECT u.*, t.* FROM t JOIN u USING (a)
-- name: using three times
SELECT k, t.a, u.y, v.label FROM t JOIN u USING (k) JOIN v USING (k)
-- name: star over using three times
SELECT * FROM t LEFT JOIN u USING (k) FULL JOIN v USING (k)
-- name: using joins with coercion
SELECT a FROM t JOIN other.t AS o USING (a)
-- name: cross join
SELECT t.a, v.id FROM t CROSS JOIN v
-- name: parenthesised join
SELECT t.a, v.label FROM t JOIN (u JOIN v ON u.k = v.k) ON t.a = u.a
-- name: self join
SELECT x.a, y.c FROM t x JOIN t y ON x.b = y.b
-- name: join on true
SELECT t.a FROM t JOIN u ON true
-- name: derived table
SELECT q.n FROM (SELECT a AS n, b, c FROM t WHERE h) q WHERE q.b > 0
-- name: derived table without an alias
SELECT n FROM (SELECT a AS n, secret FROM u)
-- name: derived table with column aliases
SELECT q.first, q.second FROM (SELECT a, c FROM t) AS q (first, second)
-- name: table with column aliases
SELECT n FROM v AS w (n, key, up, text, money, time)
-- name: nested derived tables
SELECT z FROM (SELECT y AS z FROM (SELECT x AS y FROM (SELECT c AS x, d FROM t)))
-- name: values
SELECT n, s FROM (VALUES (1, 'a'), (2, 'bcd'), (NULL, NULL)) AS q (n, s)
-- name: values alone
VALUES (1, 2.5, true), (3, 4.25, false)
-- name: values with columns of a table around
SELECT a, q.n FROM t JOIN (VALUES 1, 2, 3) AS q (n) ON t.a = q.n
-- name: table statement
TABLE v
-- name: cte
WITH q AS (SELECT a, c FROM t WHERE b > 1) SELECT c FROM q
-- name: unused cte
WITH q AS (SELECT secret FROM u) SELECT a FROM t
-- name: cte with column names
WITH q (n, m) AS (SELECT a, d FROM t) SELECT n FROM q WHERE m > 0
-- name: cte over cte
WITH p AS (SELECT a, k FROM t), q AS (SELECT p.a, u.x FROM p JOIN u ON p.k = u.k) SELECT x FROM q
-- name: cte hides a table
WITH u AS (SELECT a AS only FROM t) SELECT only FROM u
-- name: cte does not hide a qualified table
WITH u AS (SELECT a AS only FROM t) SELECT u.secret FROM shapes.u
-- name: cte reads the table it hides
WITH t AS (SELECT a FROM t) SELECT a FROM t
-- name: cte inside a cte
WITH q AS (WITH r AS (SELECT b FROM t) SELECT b FROM r) SELECT b FROM q
-- name: cte inside a subquery sees the outer
WITH q AS (SELECT a FROM t) SELECT x FROM u WHERE x IN (WITH r AS (SELECT a FROM q) SELECT a FROM r)
-- name: recursive cte
WITH RECURSIVE tree (id, depth) AS (SELECT id, 0 FROM v WHERE parent IS NULL UNION ALL SELECT v.id, tree.depth + 1 FROM v JOIN tree ON v.parent = tree.id) SELECT id, depth FROM tree
-- name: recursive cte over constants
WITH RECURSIVE n (i) AS (VALUES 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n
-- name: union
SELECT a, c FROM t UNION SELECT x, y FROM u
-- name: union all of three with order
SELECT a AS n FROM t UNION ALL SELECT x FROM u UNION ALL SELECT id FROM v ORDER BY n LIMIT 10
-- name: intersect and except
(SELECT a FROM t INTERSECT SELECT a FROM u) EXCEPT SELECT parent FROM v
-- name: set operation widens types
SELECT c_char AS x, c_small_dec AS y, c_varchar AS z FROM every_type UNION ALL SELECT c_string, c_dec, c_char FROM every_type
-- name: union of numbers
SELECT c_tiny AS x FROM every_type UNION ALL SELECT c_big FROM every_type UNION ALL SELECT c_double FROM every_type
-- name: scalar subquery
SELECT a, (SELECT max(secret) FROM u WHERE u.a = t.a) AS top FROM t
-- name: exists
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.k = t.k AND u.z > 0)
-- name: exists with star
SELECT a FROM t WHERE NOT EXISTS (SELECT * FROM u WHERE u.k = t.k)
-- name: in subquery
SELECT a FROM t WHERE b IN (SELECT x FROM u WHERE secret = 'x') AND c NOT IN (SELECT label FROM v)
-- name: row in subquery
SELECT a FROM t WHERE (b, c) IN (SELECT x, secret FROM u)
-- name: quantified comparisons
SELECT a FROM t WHERE b > ALL (SELECT x FROM u) AND d <= ANY (SELECT z FROM u) AND c = SOME (SELECT label FROM v)
-- name: subquery in from and where
SELECT q.a FROM (SELECT a, b FROM t WHERE c IN (SELECT y FROM u)) q WHERE q.b = (SELECT min(id) FROM v)
-- name: correlation through two levels
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE EXISTS (SELECT 1 FROM v WHERE v.k = t.k AND v.id = u.x))
-- name: subquery in join condition
SELECT t.a FROM t JOIN u ON t.a = u.a AND u.x = (SELECT max(id) FROM v)
-- name: subquery in group by and having
SELECT a FROM t GROUP BY a HAVING count(*) > (SELECT count(*) FROM u WHERE secret IS NULL)
-- name: subquery in order by
SELECT a FROM t ORDER BY (SELECT max(id) FROM v)
-- name: lateral
SELECT t.a, q.m FROM t CROSS JOIN LATERAL (SELECT max(u.x) AS m FROM u WHERE u.k = t.k) q
-- name: left join lateral
SELECT t.a, q.m FROM t LEFT JOIN LATERAL (SELECT u.y AS m FROM u WHERE u.a = t.a LIMIT 1) q ON true
-- name: unnest
SELECT id, tag FROM nested CROSS JOIN UNNEST(tags) AS x (tag)
-- name: unnest whose output is not used
SELECT id FROM nested CROSS JOIN UNNEST(tags) AS x (tag)
-- name: unnest without aliases
SELECT * FROM nested CROSS JOIN UNNEST(tags)
-- name: unnest without column aliases
SELECT x.* FROM nested CROSS JOIN UNNEST(items) AS x
-- name: unnest with ordinality
SELECT id, tag, i FROM nested CROSS JOIN UNNEST(tags) WITH ORDINALITY AS x (tag, i)
-- name: unnest a map
SELECT id, key, value FROM nested CROSS JOIN UNNEST(props) AS x (key, value)
-- name: unnest rows
SELECT id, sku, qty * price AS total FROM nested CROSS JOIN UNNEST(items) AS x (sku, qty, price)
-- name: unnest several at once
SELECT id, tag, m, n FROM nested CROSS JOIN UNNEST(tags, counts) AS x (tag, m, n)
-- name: unnest of unnest
SELECT id, cell FROM nested CROSS JOIN UNNEST(matrix) AS x (line) CROSS JOIN UNNEST(line) AS y (cell)
-- name: left join unnest
SELECT id, tag FROM nested LEFT JOIN UNNEST(tags) AS x (tag) ON true
-- name: unnest after a comma
SELECT n.id, x.tag FROM nested n, UNNEST(n.tags) AS x (tag)
-- name: unnest alone
SELECT n * 2 AS m FROM UNNEST(sequence(1, 5)) AS x (n)
-- name: unnest of an expression
SELECT word FROM t CROSS JOIN UNNEST(split(c, ' ')) AS x (word)
-- name: unnest of a filtered array
SELECT v FROM nested CROSS JOIN UNNEST(filter(tags, g -> g <> props['x'])) AS x (v)
-- name: struct fields
SELECT address.city, address.geo.lat AS lat, n.address.geo.lon FROM nested n
-- name: struct fields with a qualified table
SELECT nested.address.street, shapes.nested.address.geo.lat FROM shapes.nested
-- name: struct fields in where and order by
SELECT id FROM nested WHERE address.city = 'x' ORDER BY address.geo.lat
-- name: field of an array element
SELECT items[1].sku, element_at(items, 2).qty, deep['x'].label, deep['x']."values"[1] FROM nested
-- name: field of a function's result
SELECT max_by(address, id).city FROM nested
-- name: row star of a constructor
SELECT CAST(ROW(a, c) AS row(n bigint, s varchar)).* FROM t
-- name: lambda
SELECT transform(arr, x -> x + 1) AS more FROM t
-- name: lambda sees the row
SELECT transform(arr, x -> x + b) AS more FROM t
-- name: lambda parameter hides a column
SELECT transform(arr, a -> a * 2) AS more FROM t
-- name: lambda in a lambda
SELECT transform(matrix, line -> transform(line, x -> x + cardinality(line) + id)) AS more FROM nested
-- name: lambda with a struct
SELECT transform(items, i -> i.qty * i.price) AS totals, any_match(items, i -> i.sku = address.city) AS f FROM nested
-- name: reduce
SELECT reduce(arr, 0, (s, x) -> s + x, s -> s * 2) AS total FROM t
-- name: lambdas over maps
SELECT map_filter(props, (k, v) -> v = address.city) AS f, transform_values(counts, (k, v) -> v + id) AS g FROM nested
-- name: arrays
SELECT ARRAY[a, b] AS x, arr[1] AS y, cardinality(arr) AS z, array_distinct(arr || a) AS w, contains(arr, 3) AS v FROM t
-- name: maps
SELECT props['a'], map_keys(counts), map_entries(props), element_at(counts, 'x'), MAP(ARRAY['a'], ARRAY[id]) FROM nested
-- name: rows
SELECT ROW(a, c) AS r, CAST(ROW(a, c) AS row(x integer, y varchar)) AS named, (a, b) = (1, 2) AS same FROM t
-- name: case
SELECT CASE WHEN b > 0 THEN c WHEN h THEN k ELSE 'none' END AS x, CASE a WHEN 1 THEN d END AS y FROM t
-- name: if, nullif, coalesce
SELECT if(h, a, b) AS i, nullif(c, 'x') AS n, coalesce(d, a, 0) AS co, try(a / b) AS q FROM t
-- name: casts
SELECT CAST(a AS varchar) AS s, TRY_CAST(c AS bigint) AS n, CAST(arr AS array(varchar)) AS l, CAST(c AS json) AS j FROM t
-- name: arithmetic
SELECT a + b AS i, a * e AS dec, d / a AS dbl, -b AS neg, a % 2 AS m, e / 3 AS q, e - 1.25 AS r FROM t
-- name: decimals
SELECT c_dec + c_small_dec AS p, c_small_dec * c_small_dec AS t, c_dec / 7 AS q, c_tiny + c_small AS s, c_real * 2 AS r, round(c_small_dec, 1) AS o, abs(c_dec) AS b FROM every_type
-- name: concatenation
SELECT c || '-' || k AS s, concat(c, CAST(a AS varchar)) AS u, c_char || c_varchar AS v FROM t, every_type
-- name: dates and intervals
SELECT f + INTERVAL '1' DAY AS tomorrow, g - INTERVAL '2' HOUR AS before, date_trunc('month', g) AS m, extract(YEAR FROM f) AS y, date_diff('day', f, DATE '2024-01-01') AS n FROM t
-- name: time zones
SELECT g AT TIME ZONE 'UTC' AS utc, from_unixtime(b) AS u, to_unixtime(g) AS n, current_date AS today, CAST(from_unixtime(b) AT TIME ZONE 'UTC' AS timestamp) AS plain FROM t
-- name: strings
SELECT lower(c), substr(c, 2, 3), substring(c FROM 2), trim(BOTH 'x' FROM c), position('a' IN c), replace(c, 'a', k), split_part(c, ',', a), length(c), reverse(c) FROM t
-- name: regular expressions
SELECT regexp_extract("$path", '[^/]+$') AS file, regexp_like(c, k) AS same, regexp_replace(c, 'a', 'b') AS r, regexp_extract_all(c, 'x') AS l FROM t
-- name: json functions
SELECT json_extract_scalar(payload, '$.a') AS s, json_extract(payload, '$.b') AS j, json_array_length(json_parse(payload)) AS n, json_format(json_parse(payload)) AS f FROM events
-- name: json to map
SELECT key, json_format(x.value) AS text FROM events CROSS JOIN UNNEST(CAST(json_parse(payload) AS map(varchar, json))) AS x (key, value)
-- name: sql json functions
SELECT json_value(payload, 'lax $.a' RETURNING bigint) AS n, json_exists(payload, 'lax $.b') AS e, json_query(payload, 'lax $.c' WITH WRAPPER) AS q FROM events
-- name: json constructors
SELECT json_object('id' VALUE a, 'name' VALUE c NULL ON NULL) AS o, json_array(a, b, c ABSENT ON NULL) AS l FROM t
-- name: json with passing
SELECT json_exists(payload, 'lax $.a[$i]' PASSING user_id AS "i") AS e FROM events
-- name: json table
SELECT j.name, j.n FROM events CROSS JOIN JSON_TABLE(payload, 'lax $.items[*]' COLUMNS (name varchar PATH 'lax $.name', n FOR ORDINALITY)) AS j
-- name: literals
SELECT U&'\00e9t\00e9' AS u, X'0a0b' AS x, DECIMAL '12.50' AS d, 1e3 AS e, TIMESTAMP '2024-01-01 10:00:00.123' AS t, INTERVAL '3' MONTH AS m, 99999999999 AS big, NULL AS nothing, TIME '10:00:00' AS ti
-- name: aggregates
SELECT approx_distinct(c), approx_percentile(d, 0.5), bool_and(h), stddev(d), max_by(c, b), min_by(a, d, 3), map_agg(c, a), histogram(k), count_if(h), checksum(c), arbitrary(f), corr(d, b), sum(e), sum(a), avg(a), geometric_mean(d) FROM t
-- name: every type
SELECT * FROM every_type
-- name: nested types
SELECT * FROM nested
-- name: tablesample
SELECT a FROM t TABLESAMPLE BERNOULLI (10) WHERE b > 0
-- name: match recognize
SELECT m.user_id, m.first_at, m.n FROM events MATCH_RECOGNIZE (PARTITION BY user_id ORDER BY at MEASURES A.at AS first_at, count(B.value) AS n ONE ROW PER MATCH PATTERN (A B+) DEFINE B AS B.kind = 'x') AS m
-- name: match recognize with star
SELECT * FROM events MATCH_RECOGNIZE (PARTITION BY session ORDER BY at MEASURES LAST(B.value) AS v PATTERN (A B*) DEFINE B AS B.value > PREV(B.value)) AS m
-- name: view
SELECT * FROM views.plain
-- name: view over view
SELECT name FROM views.over_over
-- name: view without its columns
SELECT count(*) FROM views.over_over
-- name: view with an unused cte
SELECT a FROM views.unused_cte
-- name: view with hidden columns
SELECT kind FROM views.with_path
-- name: view with structs
SELECT s.lat, i.sku FROM views.structs s CROSS JOIN UNNEST(s.items) AS i (sku, qty, price)
-- name: views joined
SELECT e.sku, b.text, p.pkg_name FROM views.exploded e JOIN views.both_tables b ON e.id = b.a CROSS JOIN views.packages p
-- name: view of odd name
SELECT mixed, "dotted.name" FROM views."odd-view.name"
-- name: view and its base
SELECT p.name, t.g FROM views.plain p JOIN t ON p.a = t.a
-- name: names mean the database of the query
-- in: other
SELECT t.b, t.only_here FROM t
-- name: view over unqualified view from another database
-- in: other
SELECT n FROM views.over_plain
-- name: unused columns of a view
SELECT id FROM views.unused_columns
-- name: distinct over a star
SELECT DISTINCT * FROM v
-- name: comments
SELECT a /* , secret */ FROM t -- , u
WHERE b > 0
-- name: keywords as names
SELECT day, session AS "user", value FROM events
-- name: exclude columns
SELECT * FROM TABLE(exclude_columns(input => TABLE(t), columns => DESCRIPTOR(c, d)))
-- name: grouping by a struct field
SELECT address.city, count(*) FROM nested GROUP BY address.city
-- name: aggregate over a struct field with lambda
SELECT array_agg(transform(items, i -> i.sku)) FROM nested GROUP BY address.city
-- name: window over struct
SELECT row_number() OVER (PARTITION BY address.city ORDER BY address.geo.lat) FROM nested
-- name: values of two widths
SELECT * FROM (VALUES ('a', 1), ('abc', 2.5)) AS q (s, n)
-- name: current information
SELECT current_timestamp AS ts, current_user AS who, localtimestamp AS l
-- name: format and greatest
SELECT format('%s-%d', c, a) AS s, greatest(a, b) AS g, least(e, 1) AS l FROM t
-- name: zip and slices
SELECT zip(arr, ARRAY['x']) AS z, slice(arr, 1, 2) AS s, array_join(arr, ',') AS j, flatten(matrix) AS f FROM t, nested
-- name: in list of expressions
SELECT a FROM t WHERE b IN (a, length(c), cardinality(arr))
-- name: at most one row from each of many
SELECT (SELECT a FROM t LIMIT 1) AS a, (SELECT secret FROM u LIMIT 1) AS s, (SELECT label FROM v LIMIT 1) AS l
-- name: row star of a qualified column
SELECT nested.address.* FROM nested
-- name: row star with aliases
SELECT (n.address).* AS (s, c, g) FROM nested n
-- name: row star of a field
SELECT n.address.geo.* FROM nested n
-- name: recursive keyword without recursion
WITH RECURSIVE q (n) AS (SELECT a FROM t) SELECT n FROM q
-- name: subquery with two columns is a row
SELECT (SELECT a, b FROM t) AS r FROM u
-- name: table statement in a cte
WITH q AS (TABLE v) SELECT label FROM q
-- name: table statement of a view
TABLE views.plain
-- name: row in an array of rows in a subquery
SELECT q.r.sku FROM (SELECT items[1] AS r FROM nested) q
