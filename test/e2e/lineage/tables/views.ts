/** Views over views and tables of every kind, each after those it reads. */
export const VIEWS: Readonly<Record<string, string>> = {
  plain: 'SELECT a, c AS name, e FROM shapes.t WHERE b > 0',
  over_plain: 'SELECT name, count(*) AS n, sum(e) AS total FROM plain GROUP BY name',
  over_over: 'SELECT o.name, o.n, u.secret FROM over_plain o JOIN shapes.u u ON o.name = u.y',
  unused_cte: 'WITH lost AS (SELECT secret FROM shapes.u) SELECT a FROM shapes.t',
  unused_columns: 'SELECT q.id FROM (SELECT id, address, items FROM shapes.nested) q',
  without_columns: 'SELECT count(*) AS n FROM shapes.v',
  with_path: 'SELECT "$path" AS file, kind FROM shapes.events',
  structs: 'SELECT id, address.geo.lat AS lat, items, props FROM shapes.nested',
  exploded: 'SELECT n.id, i.sku, i.qty FROM shapes.nested n CROSS JOIN UNNEST(n.items) AS i (sku, qty, price)',
  both_tables: 'SELECT a, c AS text FROM shapes.t UNION ALL SELECT CAST(a AS integer), b FROM other.t',
  packages: 'SELECT * FROM "sales_prod"."quilt-sandbox-bucket_packages-view"',
  packages_and_objects: `
    SELECT p.pkg_name, p.message, o.logical_key, o.hash.value AS content
    FROM sales_prod."raw.data.example-lab_packages-view" p
    JOIN sales_prod."raw.data.example-lab_objects-view" o ON p.top_hash = o.top_hash AND p."timestamp" = o."timestamp"
  `,
  'odd-view.name': 'SELECT "mixed-case" AS "Mixed", "dotted.name" FROM shapes."odd.names"',
};
