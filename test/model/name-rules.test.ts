import { lake, told } from './a-lake';

describe('stack name', () => {
  test.each(['sales', 'sales-prod', 's3-lake-2', 'a'.repeat(128)])('%s is accepted', (name) => {
    expect(told(lake(), name)).toEqual([]);
  });

  test('has no capitals', () => {
    expect(told(lake(), 'Sales_Prod')).toEqual([
      'stackName: stack name must match ^[a-z][a-z0-9-]*$ because Quilt\'s names are made of it, found "Sales_Prod"; write "sales-prod"',
    ]);
  });

  test('begins with a letter', () => {
    expect(told(lake(), '1-sales')).toEqual([
      'stackName: stack name must match ^[a-z][a-z0-9-]*$ because Quilt\'s names are made of it, found "1-sales"; use lower-case letters, digits and -, a letter first',
    ]);
  });

  test('fits CloudFormation', () => {
    const name = 'a'.repeat(129);
    expect(told(lake(), name)).toEqual([
      `stackName: stack name must have at most 128 characters, found 129 in "${name}"; shorten it`,
    ]);
  });

  test('does not make the shared database', () => {
    expect(told(lake(), 'default')).toEqual([
      'stackName: stack name "default" would make the database "default", which belongs to the whole account; write another database.name',
    ]);
    expect(told(lake({ database: { name: 'sales' } }), 'default')).toEqual([]);
  });
});

describe('database name', () => {
  test.each(['sales_prod', 'userathenadatabase-mbq1ihawbzb7', '2026', 'a'.repeat(255)])('%s is accepted', (name) => {
    expect(told(lake({ database: { name } }))).toEqual([]);
  });

  test.each([
    ['', 'database name must not be empty, found ""; leave it out for a name after the stack'],
    ['Sales', 'database name must be lower case because Glue folds it, found "Sales"; write "sales"'],
    ['sales.prod', 'database name may have only a-z, 0-9, _ and -, found "sales.prod"; write "sales_prod"'],
    ['größe', 'database name may have only a-z, 0-9, _ and -, found "größe"; write "gr__e"'],
    [
      'default',
      'database "default" belongs to the whole account and must not hold one lake\'s tables; choose another name',
    ],
  ])('%j is refused', (name, message) => {
    expect(told(lake({ database: { name } }))).toEqual([`database.name: ${message}`]);
  });

  test('is counted in bytes', () => {
    const name = 'ä'.repeat(128);
    expect(told(lake({ database: { name } }))).toEqual([
      `database.name: database name must have at most 255 bytes, found 256 in "${name}"; shorten it`,
    ]);
  });

  test('is needed for an existing database', () => {
    expect(told(lake({ database: { existing: true } }))).toEqual([
      "database: an existing database must be named, found no name; write database.name, for a Quilt stack's database the stack's output UserAthenaDatabaseName",
    ]);
  });
});
