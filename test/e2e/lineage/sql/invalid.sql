-- name: unknown table
SELECT a FROM nowhere
-- name: unknown database
SELECT a FROM nowhere.t
-- name: unknown catalog
SELECT a FROM nowhere.shapes.t
-- name: unknown column
SELECT nope FROM t
-- name: unknown column in where
SELECT a FROM t WHERE nope > 1
-- name: unknown column in group by
SELECT count(*) FROM t GROUP BY nope
-- name: unknown column in order by
SELECT a FROM t ORDER BY nope
-- name: unknown column in a window
SELECT row_number() OVER (PARTITION BY nope) FROM t
-- name: unknown column in a lambda
SELECT transform(arr, x -> x + nope) FROM t
-- name: unknown column in an unused cte
WITH q AS (SELECT nope FROM t) SELECT a FROM t
-- name: unknown column in an unused derived table's column
SELECT q.a FROM (SELECT a, nope FROM t) q
-- name: unknown column in exists
SELECT a FROM t WHERE EXISTS (SELECT nope FROM u)
-- name: unknown qualified column
SELECT t.secret FROM t, u
-- name: unknown qualifier
SELECT x.a FROM t
-- name: table name that an alias hides
SELECT t.a FROM t AS x
-- name: database qualifier that an alias hides
SELECT shapes.t.a FROM shapes.t AS x
-- name: wrong database as qualifier
SELECT other.t.a FROM shapes.t
-- name: wrong catalog as qualifier
SELECT nowhere.shapes.t.a FROM t
-- name: unknown struct field
SELECT address.nope FROM nested
-- name: unknown nested struct field
SELECT address.geo.alt FROM nested
-- name: unknown field of an array's element
SELECT items[1].nope FROM nested
-- name: unknown field in a lambda
SELECT transform(items, i -> i.nope) FROM nested
-- name: field of a column without fields
SELECT tags.x FROM nested
-- name: field of a map
SELECT props.x FROM nested
-- name: unknown hidden column
SELECT "$nope" FROM t
-- name: hidden column of a view
SELECT "$path" FROM views.plain
-- name: hidden column of a derived table
SELECT q."$path" FROM (SELECT * FROM t) q
-- name: column that a derived table drops
SELECT b FROM (SELECT a FROM t)
-- name: column that a cte drops
WITH q AS (SELECT a FROM t) SELECT b FROM q
-- name: column that a view drops
SELECT secret FROM views.plain
-- name: original name of a renamed column
SELECT a FROM (SELECT a AS b FROM t)
-- name: original names under column aliases
SELECT label FROM v AS w (n, key, up, text, money, time)
-- name: ambiguous column
SELECT a FROM t, u
-- name: ambiguous column in where
SELECT t.b FROM t, u WHERE k = 'x'
-- name: ambiguous column of a derived table
SELECT a FROM (SELECT a, b AS a FROM t)
-- name: ambiguous in order by
SELECT a AS x, b AS x FROM t ORDER BY x
-- name: ambiguous in a join condition
SELECT t.b FROM t JOIN u ON a = 1
-- name: using column that one side lacks
SELECT 1 FROM t JOIN u USING (b)
-- name: using column that is ambiguous on the left
SELECT 1 FROM (t CROSS JOIN u) JOIN v USING (k)
-- name: qualified column of a using join
SELECT t.a FROM t JOIN u USING (a)
-- name: column of a semi-joined table
SELECT u.x FROM t WHERE t.a IN (SELECT a FROM u)
-- name: alias in where
SELECT a + 1 AS b2 FROM t WHERE b2 > 1
-- name: alias in group by
SELECT lower(c) AS low FROM t GROUP BY low
-- name: alias in having
SELECT sum(b) AS s FROM t HAVING s > 1
-- name: alias in the same select list
SELECT a AS n, n + 1 AS m FROM t
-- name: later from item seen by an earlier one
SELECT 1 FROM (SELECT u.x AS y) q, u
-- name: derived table is not lateral
SELECT q.m FROM t, (SELECT max(u.x) AS m FROM u WHERE u.k = t.k) q
-- name: lateral cannot look ahead
SELECT 1 FROM LATERAL (SELECT u.x) q, u
-- name: full join lateral with a reference
SELECT q.m FROM t FULL JOIN LATERAL (SELECT t.a AS m) q ON true
-- name: right join unnest with a reference
SELECT 1 FROM nested RIGHT JOIN UNNEST(tags) AS x (tag) ON true
-- name: second statement
SELECT a FROM t; SELECT secret FROM u
-- name: text after the end
SELECT a FROM t) UNION ALL (SELECT k FROM u
-- name: no select list
SELECT FROM t
-- name: missing comma makes an alias, then too much
SELECT a b c FROM t
-- name: unclosed string
SELECT 'x FROM t
-- name: unclosed bracket
SELECT (a FROM t
-- name: unquoted hyphen
SELECT * FROM sales_prod.quilt-sandbox-bucket_packages
-- name: backticks
SELECT `a` FROM t
-- name: union of different widths
SELECT a, b FROM t UNION ALL SELECT a FROM u
-- name: union of unlike types
SELECT a FROM t UNION ALL SELECT y FROM u
-- name: values of different widths
SELECT * FROM (VALUES (1, 2), (3)) AS q (n, m)
-- name: too few column aliases
SELECT * FROM t AS x (n, m)
-- name: too many column aliases
SELECT * FROM (SELECT a FROM t) AS x (n, m)
-- name: too many cte columns
WITH q (n, m) AS (SELECT a FROM t) SELECT n FROM q
-- name: too few cte columns
WITH q (n) AS (SELECT a, b FROM t) SELECT n FROM q
-- name: unnest with too few aliases
SELECT * FROM nested CROSS JOIN UNNEST(items) AS x (sku, qty)
-- name: unnest with too many aliases
SELECT * FROM nested CROSS JOIN UNNEST(tags) AS x (n, m)
-- name: star with too few aliases
SELECT t.* AS (n, m) FROM t
-- name: row star with too few aliases
SELECT address.* AS (n, m) FROM nested
-- name: row star of a column without fields
SELECT (tags).* FROM nested
-- name: star of an unknown table
SELECT x.* FROM t
-- name: star without from
SELECT *
-- name: unnest of a column that is no collection
SELECT 1 FROM t CROSS JOIN UNNEST(a) AS x (n)
-- name: subscript of a column that has none
SELECT a[1] FROM t
-- name: duplicate ctes
WITH q AS (SELECT a FROM t), q AS (SELECT a FROM u) SELECT a FROM q
-- name: cte before its definition
WITH p AS (SELECT a FROM later), later AS (SELECT a FROM t) SELECT a FROM p
-- name: self reference without recursive
WITH q AS (SELECT a FROM q) SELECT a FROM q
-- name: recursive cte without column names
WITH RECURSIVE q AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM q WHERE n < 3) SELECT n FROM q
-- name: recursive reference in a subquery
WITH RECURSIVE q (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM q WHERE n < (SELECT max(n) FROM q)) SELECT n FROM q
-- name: recursive reference on the left
WITH RECURSIVE q (n) AS (SELECT n + 1 FROM q UNION ALL SELECT 1) SELECT n FROM q
-- name: recursive reference twice
WITH RECURSIVE q (n) AS (SELECT 1 UNION ALL SELECT x.n FROM q x JOIN q y ON x.n = y.n) SELECT n FROM q
-- name: recursive reference outside a join's kept side
WITH RECURSIVE q (n) AS (SELECT 1 UNION ALL SELECT q.n FROM t LEFT JOIN q ON t.a = q.n) SELECT n FROM q
-- name: recursive union that is distinct in an intersect
WITH RECURSIVE q (n) AS (SELECT 1 UNION ALL (SELECT n FROM q INTERSECT SELECT 2)) SELECT n FROM q
-- name: undefined window
SELECT rank() OVER w FROM t
-- name: duplicate windows
SELECT rank() OVER w FROM t WINDOW w AS (ORDER BY a), w AS (ORDER BY b)
-- name: window defined by an undefined one
SELECT rank() OVER w FROM t WINDOW w AS (nope ORDER BY a)
-- name: window that partitions again
SELECT rank() OVER (w PARTITION BY c) FROM t WINDOW w AS (ORDER BY a)
-- name: window in where
SELECT a FROM t WHERE rank() OVER (ORDER BY a) = 1
-- name: window in a window
SELECT sum(rank() OVER (ORDER BY a)) OVER (ORDER BY b) FROM t
-- name: aggregate in where
SELECT a FROM t WHERE sum(b) > 1
-- name: aggregate in group by
SELECT 1 FROM t GROUP BY sum(b)
-- name: aggregate in an aggregate
SELECT sum(count(*)) FROM t
-- name: aggregate in a join condition
SELECT 1 FROM t JOIN u ON sum(t.b) = u.x
-- name: column that is not grouped
SELECT a, c, count(*) FROM t GROUP BY a
-- name: column beside an aggregate
SELECT a, count(*) FROM t
-- name: star beside group by
SELECT * FROM t GROUP BY a
-- name: order by a column that is not grouped
SELECT a FROM t GROUP BY a ORDER BY b
-- name: having a column that is not grouped
SELECT a FROM t GROUP BY a HAVING b > 1
-- name: order by zero
SELECT a FROM t ORDER BY 0
-- name: order by beyond the list
SELECT a FROM t ORDER BY 2
-- name: group by zero
SELECT a FROM t GROUP BY 0
-- name: group by beyond the list
SELECT a FROM t GROUP BY 2
-- name: group by an aggregate's position
SELECT count(*) FROM t GROUP BY 1
-- name: order by a column that distinct drops
SELECT DISTINCT a FROM t ORDER BY b
-- name: order by an input of a union
SELECT a FROM t UNION ALL SELECT x FROM u ORDER BY b
-- name: in subquery with too many columns
SELECT a FROM t WHERE a IN (SELECT a, x FROM u)
-- name: row compared with too few columns
SELECT a FROM t WHERE (a, b) IN (SELECT x FROM u)
-- name: grouping of a column that is not grouped
SELECT grouping(c) FROM t GROUP BY a
-- name: fetch with ties without order
SELECT a FROM t FETCH FIRST 3 ROWS WITH TIES
-- name: unknown function
SELECT nope(a) FROM t
-- name: too many arguments
SELECT lower(c, c) FROM t
-- name: unknown type
SELECT CAST(a AS nope) FROM t
-- name: natural join
SELECT 1 FROM t NATURAL JOIN u
-- name: not a query
DELETE FROM t
-- name: a definition
CREATE TABLE x AS SELECT a FROM t
-- name: show
SHOW TABLES
-- name: where that is no condition
SELECT a FROM t WHERE c
-- name: text plus number
SELECT c + 1 FROM t
-- name: text compared with a number
SELECT a FROM t WHERE c = 1
-- name: filter of a function that is no aggregate
SELECT lower(c) FILTER (WHERE h) FROM t
-- name: distinct in a function that is no aggregate
SELECT lower(DISTINCT c) FROM t
-- name: lambda where a value is wanted
SELECT lower(x -> x) FROM t
-- name: match recognize with an unknown column
SELECT * FROM events MATCH_RECOGNIZE (PARTITION BY nope ORDER BY at MEASURES A.at AS x PATTERN (A) DEFINE A AS true) AS m
-- name: match recognize hides other columns
SELECT payload FROM events MATCH_RECOGNIZE (PARTITION BY user_id ORDER BY at MEASURES A.at AS x PATTERN (A) DEFINE A AS true) AS m
-- name: rollup of an expression
SELECT lower(c), count(*) FROM t GROUP BY ROLLUP (lower(c))
-- name: recursive keyword without column names
WITH RECURSIVE q AS (SELECT a FROM t) SELECT a FROM q
-- name: row star of a bare column
SELECT address.* FROM nested
-- name: row star with aliases of a bare column
SELECT address.* AS (s, c, g) FROM nested
-- name: row star of a bare column in brackets
SELECT (address).* FROM nested
-- name: subquery of an outer join condition with a reference
SELECT t.a FROM t LEFT JOIN u ON t.a = u.a AND EXISTS (SELECT 1 FROM v WHERE v.k = u.secret)
-- name: ordinals in grouping sets
SELECT a, c, count(*) FROM t GROUP BY GROUPING SETS (1, (1, 2))
-- name: filter of a window function
SELECT count(*) FILTER (WHERE h) OVER (PARTITION BY k) AS n FROM t
-- name: a mistyped function
SELECT lenght(c) FROM t
-- name: too few arguments
SELECT replace(c) FROM t
-- name: arguments where there are none
SELECT pi(a) FROM t
-- name: concat of one
SELECT concat(c) FROM t
-- name: coalesce of one
SELECT coalesce(a) FROM t
-- name: if with four arguments
SELECT if(h, 1, 2, 3) FROM t
-- name: nullif of one
SELECT nullif(a) FROM t
-- name: format without a value
SELECT format('%s') FROM t
-- name: count of two columns
SELECT count(DISTINCT a, k) FROM t
-- name: value where a lambda is wanted
SELECT transform(arr, 1) FROM t
-- name: lambda before the array
SELECT transform(x -> x, arr) FROM t
-- name: order by in a scalar function
SELECT lower(c ORDER BY a) FROM t
-- name: over of a scalar function
SELECT lower(c) OVER () FROM t
-- name: ignore nulls of an aggregate
SELECT sum(a) IGNORE NULLS OVER (ORDER BY a) FROM t
-- name: pattern function without a pattern
SELECT prev(a) FROM t
-- name: table function as a value
SELECT exclude_columns(a) FROM t
-- name: text concatenated with a number
SELECT c || a FROM t
-- name: negated condition
SELECT -h FROM t
-- name: date plus number
SELECT f + 1 FROM t
-- name: time plus months
SELECT CAST(g AS time) + INTERVAL '1' MONTH FROM t
-- name: scalar subquery of an outer join condition with a reference
SELECT t.a FROM t LEFT JOIN u ON t.k = (SELECT max(v.k) FROM v WHERE v.id = t.a)
-- name: in subquery of a full join condition with a reference
SELECT t.a FROM t FULL JOIN u ON t.a = u.a AND t.b IN (SELECT v.id FROM v WHERE v.k = u.k)
-- name: outer join condition that refers further out
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u LEFT JOIN v ON v.id = t.a)
