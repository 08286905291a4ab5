import fc from 'fast-check';
import { hiveType, trinoType } from '../../lib/model/hive-types';

describe('types in both notations', () => {
  // docs.aws.amazon.com/athena/latest/ug/data-types.html, and Trino's own names
  test.each([
    ['boolean', 'boolean'],
    ['tinyint', 'tinyint'],
    ['smallint', 'smallint'],
    ['int', 'integer'],
    ['bigint', 'bigint'],
    ['float', 'real'],
    ['double', 'double'],
    ['decimal(38,9)', 'decimal(38,9)'],
    ['string', 'varchar'],
    ['varchar(65535)', 'varchar(65535)'],
    ['char(255)', 'char(255)'],
    ['binary', 'varbinary'],
    ['date', 'date'],
    ['timestamp', 'timestamp(3)'],
    ['array<string>', 'array(varchar)'],
    ['map<string,int>', 'map(varchar, integer)'],
    ['struct<type:string,value:string>', 'row(type varchar, value varchar)'],
    ['array<struct<a:map<string,int>>>', 'array(row(a map(varchar, integer)))'],
  ])('%s is %s', (hive, trino) => {
    expect(trinoType(hive)).toBe(trino);
    expect(hiveType(trino)).toBe(hive);
  });

  test.each([
    [' ARRAY < Struct< A : INT , b:string > > ', 'array(row(a integer, b varchar))'],
    ['integer', 'integer'],
    ['decimal', 'decimal(10,0)'],
    ['decimal( 5 )', 'decimal(5,0)'],
  ])('Hive type %j is spelled %s', (hive, trino) => {
    expect(trinoType(hive)).toBe(trino);
  });

  test.each([
    ['ROW("Type" VARCHAR, b Row ( c INT ))', 'struct<type:string,b:struct<c:int>>'],
    ['decimal', 'decimal(38,0)'],
    ['char', 'char(1)'],
    ['timestamp', 'timestamp'],
    ['timestamp ( 3 ) without  time zone', 'timestamp'],
    ['row(timestamp bigint, time date)', 'struct<timestamp:bigint,time:date>'],
  ])('Trino type %j is spelled %s', (trino, hive) => {
    expect(hiveType(trino)).toBe(hive);
  });

  test.each([
    ['struct<1st:int>', 'row("1st" integer)'],
    ['struct<a.b:int>', 'row("a.b" integer)'],
    ['struct<a$:int>', 'row("a$" integer)'],
    ['struct<my field:int>', 'row("my field" integer)'],
    ['struct<größe:int>', 'row("größe" integer)'],
    ['struct<select:int>', 'row("select" integer)'],
  ])('field names that Trino would misread are quoted: %s', (hive, trino) => {
    expect(trinoType(hive)).toBe(trino);
    expect(hiveType(trino)).toBe(hive);
  });
});

describe('property: any type comes back from the other notation', () => {
  const name = fc.constantFrom('a', 'type', 'order', 'x_1', '2nd', 'a.b', 'with space', 'ß', '$');
  const simple = fc.oneof(
    fc.constantFrom('boolean', 'tinyint', 'smallint', 'int', 'bigint', 'float', 'double', 'string'),
    fc.constantFrom('binary', 'date', 'timestamp', 'varchar(1)', 'char(10)', 'decimal(38,38)', 'decimal(1,0)'),
  );
  const { type } = fc.letrec<{ type: string }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 5, depthSize: 'max' },
      simple,
      tie('type').map((element) => `array<${element}>`),
      fc.tuple(simple, tie('type')).map(([key, value]) => `map<${key},${value}>`),
      fc
        .array(fc.tuple(name, tie('type')), { minLength: 1, maxLength: 3 })
        .map((fields) => `struct<${fields.map(([field, of]) => `${field}:${of}`).join(',')}>`),
    ),
  }));

  test('to a depth of five', () => {
    let deepest = 0;
    fc.assert(
      fc.property(type, (hive) => {
        deepest = Math.max(deepest, depth(hive));
        const trino = trinoType(hive);
        expect(hiveType(trino)).toBe(hive);
        expect(trinoType(hiveType(trino))).toBe(trino);
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(deepest).toBeGreaterThanOrEqual(5);
  });

  function depth(hive: string): number {
    let open = 0;
    return Math.max(...[...hive].map((c) => (open += c === '<' ? 1 : c === '>' ? -1 : 0)));
  }
});

describe('refuses what has no counterpart', () => {
  const asText = 'cast it in the view, for example CAST(x AS varchar)';
  test.each([
    ['json', 1, 'json', 'cast it in the view, for example json_format(x)'],
    ['array(uuid)', 7, 'uuid', asText],
    ['map(varchar, ipaddress)', 14, 'ipaddress', asText],
    ['row(a varchar, b time(6) with time zone)', 18, 'time(6) with time zone', asText],
    ['interval year to month', 1, 'interval year to month', asText],
    [
      'timestamp(3) with time zone',
      1,
      'timestamp(3) with time zone',
      "cast it in the view, for example CAST(x AT TIME ZONE 'UTC' AS timestamp(3))",
    ],
    ['timestamp(6)', 1, 'timestamp(6)', 'cast it in the view, for example CAST(x AS timestamp(3))'],
    ['HyperLogLog', 1, 'hyperloglog', 'cast it in the view, for example CAST(x AS varbinary)'],
    ['float', 1, 'float', 'use real'],
    ['string', 1, 'string', 'use varchar'],
  ])('Trino %s', (trino, position, found, fix) => {
    expect(() => hiveType(trino)).toThrow(
      `Trino type ${JSON.stringify(found)} has no counterpart in Hive (at position ${position} of ${JSON.stringify(trino)}): ${fix}`,
    );
  });

  test.each([
    ['array<uniontype<int>>', 7, 'uniontype', 'use a struct with one field for each alternative'],
    ['void', 1, 'void', 'use string'],
    [
      'constructor',
      1,
      'constructor',
      'use one of boolean, tinyint, smallint, int, bigint, float, double, string, binary, date, timestamp, integer or a nested type',
    ],
  ])('Hive %s', (hive, position, found, fix) => {
    expect(() => trinoType(hive)).toThrow(
      `Hive type ${JSON.stringify(found)} has no counterpart in Trino (at position ${position} of ${JSON.stringify(hive)}): ${fix}`,
    );
  });

  test.each([
    // Without a length Trino cannot read the Glue table: "varchar type is specified without length".
    ['varchar', 'varchar has a length of 1 to 65535 (at position 1 of "varchar"): give one, or use string'],
    ['char(256)', 'char has a length of 1 to 255 (at position 1 of "char(256)"): give one, or use string'],
    ['varchar(0)', 'varchar has a length of 1 to 65535'],
    ['decimal(39,2)', 'a decimal has a precision of 1 to 38 and a scale up to that (at position 1 of "decimal(39,2)")'],
    ['decimal(2,3)', 'a decimal has a precision of 1 to 38 and a scale up to that'],
    ['decimal(1,1,1)', 'expected ")", found "," (at position 12 of "decimal(1,1,1)"): write it as a Hive type'],
    ['decimal(a)', 'expected a number, found "a" (at position 9 of "decimal(a)")'],
    ['array<int', 'expected ">", found the end (at position 10 of "array<int"): write it as a Hive type'],
    ['array(int)', 'expected "<", found "(" (at position 6 of "array(int)"): write it as a Hive type'],
    ['int int', 'expected the end, found "i" (at position 5 of "int int"): write it as a Hive type'],
    ['', 'expected a type, found the end (at position 1 of ""): write it as a Hive type'],
    ['struct<a int>', 'expected ":", found ">" (at position 13 of "struct<a int>"): write it as a Hive type'],
    ['struct<>', 'field name "" is one that Hive types cannot spell (at position 8 of "struct<>")'],
    // trinodb/trino TypeInfoUtils: "Error: : expected at the position 8 … but '-' is found"
    [
      'struct<a-b:int>',
      'field name "a-b" is one that Hive types cannot spell (at position 8 of "struct<a-b:int>"): use letters, digits, "_", ".", "$" and inner spaces',
    ],
    [
      'map<array<int>,int>',
      'a map key must be of a simple type (at position 5 of "map<array<int>,int>"): cast the key to varchar',
    ],
  ])('Hive %j', (hive, message) => {
    expect(() => trinoType(hive)).toThrow(message);
  });

  test.each([
    ['varchar(65536)', 'varchar has a length of 1 to 65535 (at position 1 of "varchar(65536)"): cast it in the view'],
    [
      'row(varchar, bigint)',
      'a field of a row needs a name (at position 5 of "row(varchar, bigint)"): name it in the view, for example CAST(x AS row(a varchar))',
    ],
    ['row("a-b" varchar)', 'field name "a-b" is one that Hive types cannot spell (at position 5 of'],
    ['row("say ""x""" varchar)', 'field name "say \\"x\\"" is one that Hive types cannot spell (at position 5 of'],
    ['row(" a" varchar)', 'field name " a" is one that Hive types cannot spell (at position 5 of'],
    ['array<integer>', 'expected "(", found "<" (at position 6 of "array<integer>"): write it as a Trino type'],
  ])('Trino %j', (trino, message) => {
    expect(() => hiveType(trino)).toThrow(message);
  });

  test('the place is part of the message', () => {
    expect(() => trinoType('void', 'Lake/View')).toThrow(/^Lake\/View: Hive type "void"/);
    expect(() => hiveType('json', 'Lake/View')).toThrow(/^Lake\/View: Trino type "json"/);
  });
});
